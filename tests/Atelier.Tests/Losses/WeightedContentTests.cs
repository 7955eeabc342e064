using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>Content losses in which places count differently.</summary>
public class WeightedContentTests
{
    [Fact]
    public void ContentLoss_WeightedPlaces_GradientEqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        var features = ChannelsLast.Of(RandomImage.Create(6, 5, seed: 3));
        var places = rand([1, 1, 5, 6]);
        using var loss = new ContentLoss("relu1_1", RandomImage.Create(6, 5, seed: 4), weight: 3, places);

        var (value, gradient) = loss.ValueAndGradient(features);

        Assert.Equal(loss.Value(features).item<float>(), value.item<float>(), tolerance: 1e-5f);
        FiniteDifferences.AssertGradient(features, x => loss.Value(x).item<float>(), gradient, step: 1e-2);
    }

    [Fact]
    public void ContentLoss_HalfOfAPicture_IsThatOfTheHalfAlone()
    {
        using var scope = NewDisposeScope();
        var (features, target) = (RandomImage.Create(6, 5, seed: 3), RandomImage.Create(6, 5, seed: 4));
        var places = zeros(1, 1, 5, 6);
        places.narrow(3, 0, 3).FillInPlace(0.5);
        using var weighted = new ContentLoss("relu1_1", target, weight: 3, places);
        using var half = new ContentLoss("relu1_1", target.narrow(3, 0, 3), weight: 3);

        var (value, gradient) = weighted.ValueAndGradient(features);

        Assert.Equal(half.Value(features.narrow(3, 0, 3)).item<float>(), value.item<float>(), 1e-5f);
        Assert.Equal(0, gradient.narrow(3, 3, 3).abs().max().item<float>());
    }

    [Theory]
    [InlineData(LossNormalization.Reference)]
    [InlineData(LossNormalization.Gatys)]
    [InlineData(LossNormalization.Mean)]
    public void ContentScale_HalfOfAPicture_IsThatOfTheHalfAlone(LossNormalization normalization)
    {
        using var scope = NewDisposeScope();
        var target = RandomImage.Create(6, 5, seed: 4);
        var places = zeros(1, 1, 5, 6);
        places.narrow(3, 0, 3).FillInPlace(1);

        var expected = LossScales.Content(normalization, target.narrow(3, 0, 3), 3);

        Assert.Equal(expected, LossScales.Content(normalization, target, 3, places), 1e-4 * expected);
    }
}
