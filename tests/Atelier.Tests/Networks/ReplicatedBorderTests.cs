using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks;

/// <summary>The border that repeats the outermost positions, forward and backward.</summary>
public class ReplicatedBorderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(7, 4)]
    public void Fold_AnySize_IsTheTransposeOfPad(int height, int width)
    {
        using var scope = NewDisposeScope();
        var map = RandomImage.Create(width, height, seed: 1);
        var gradient = RandomImage.Create(width + 2, height + 2, seed: 2);
        var expected = (ReplicatedBorder.Pad(map) * gradient).sum().item<float>();

        Assert.Equal(expected, (map * ReplicatedBorder.Fold(gradient)).sum().item<float>(), 1e-3);
    }

    // With zeros around deeper maps, features at the border differ from those within, though the picture is the same everywhere.
    [Fact]
    public void Forward_PictureOfOneColour_FeaturesAreTheSameEverywhere()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(padding: PaddingKind.Replicate);
        using var maps = network.Forward(empty(1, 3, 24, 32).FillInPlace(0.4), ["relu3_1"]);
        var map = maps["relu3_1"];

        Assert.InRange((map - map.mean([2, 3], keepdim: true)).abs().max().item<float>(), 0, 1e-5);
        Assert.True(map.max().item<float>() > 0.01);
    }
}
