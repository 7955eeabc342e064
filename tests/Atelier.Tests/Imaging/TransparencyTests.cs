using Atelier.Imaging;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public class TransparencyTests
{
    [Fact]
    public void RequireVisible_TransparentEverywhere_IsRefused() => AssertRefused(
        () => Transparency.RequireVisible(new Picture(2, 2, new float[12], alpha: new float[4]), $"The style picture"), "The style picture", "transparent everywhere");

    [Fact]
    public void RequireVisible_AnythingSeen_IsAccepted()
    {
        Transparency.RequireVisible(Noise(2, 2), $"it");
        Transparency.RequireVisible(new Picture(2, 2, new float[12], alpha: [0, 0, 1 / 255f, 0]), $"it");
    }

    [Fact]
    public void OverWhite_OfEachOpacity_MixesWithWhite()
    {
        Assert.Equal(1, Transparency.OverWhite(1, 1));
        Assert.Equal(0, Transparency.OverWhite(0, 1));
        Assert.Equal(0.8f, Transparency.OverWhite(0, 0.2f), 1e-6f);
        Assert.Equal(1, Transparency.OverWhite(1, 0.2f));
        Assert.Equal(1, Transparency.OverWhite(0, 0));
    }

    [Fact]
    public void OverBlack_OfEachOpacity_MixesWithBlack()
    {
        var over = Transparency.OverBlack(new Picture(3, 1, [1, 0, 0, 1, 0, 0, 1, 0, 0], alpha: [1, 0.2f, 0]));
        AssertPixel(over, 0, 0, 0, 1, 0, 0);
        AssertPixel(over, 1, 0, 1e-6f, 0.2f, 0, 0);
        AssertPixel(over, 2, 0, 0, 0, 0, 0);
    }

    [Fact]
    public void Picture_AlphaOfAnotherLength_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Picture(2, 2, new float[12], alpha: new float[3]));
}
