using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier.Tests;

/// <summary>The size at which a style passes the network.</summary>
public class ScaledStyleTests
{
    private static readonly Scale Coarsest = new(128, 96, 10);
    private static readonly Picture Large = FormulaPictures.Create(200, 150, (x, y) => (x, y, x * y));

    [Theory]
    [InlineData(0.4, 1, 104, 78)] // of 52×39
    [InlineData(0.2, 1, 104, 80)] // of 26×20
    [InlineData(1, 1, 128, 96)]
    [InlineData(0.8, 1, 103, 77)]
    [InlineData(0.4, 3, 154, 116)]
    public void At_SmallBesideThePainting_IsContinuedByItsMirrorImage(double factor, int times, int width, int height)
    {
        using var scope = NewDisposeScope();
        var scale = new Scale(times * Coarsest.Width, times * Coarsest.Height, 10);
        var style = new ScaledStyle(Large, (scale.Width, scale.Height), new StylizeOptions { Size = scale.Width, StyleScale = factor });

        var image = style.At(scale, CPU).Image;

        Assert.Equal([1, 3, height, width], image.shape);
        Assert.Equal((width, height), style.SizeAt(scale));
        if (factor < 0.75 && times == 1)
        {
            Assert.Equal(0, (image - image.flip(3)).abs().max().item<float>()); // an even number of copies
            Assert.Equal(0, (image - image.flip(2)).abs().max().item<float>());
        }
    }

    [Fact]
    public void At_SmallWithAMask_MirrorsTheMaskToo()
    {
        using var scope = NewDisposeScope();
        var mask = FormulaPictures.Create(200, 150, (x, _) => x < 0.5 ? (1, 1, 1) : (0, 0, 0));
        var style = new ScaledStyle(new StylePicture(Large) { Mask = mask }, (128, 96), new StylizeOptions { Size = 128, StyleScale = 0.4 });

        var weights = style.At(Coarsest, CPU).Weights!;

        Assert.Equal([1, 1, 78, 104], weights.shape);
        Assert.Equal((1, 0, 0, 1), (At(10), At(45), At(60), At(95)));

        float At(int column) => weights[0, 0, 5, column].item<float>();
    }

    [Theory]
    [InlineData(MatchSize.Resize)]
    [InlineData(MatchSize.Layerwise)]
    public void At_SizesThatAreMatched_IsNotContinued(MatchSize match)
    {
        using var scope = NewDisposeScope();
        var style = new ScaledStyle(Large, (128, 96), new StylizeOptions { Size = 128, StyleScale = 0.4, MatchSize = match });

        Assert.Equal(match == MatchSize.Resize ? [1, 3, 96, 128] : new long[] { 1, 3, 39, 52 }, style.At(Coarsest, CPU).Image.shape);
    }
}
