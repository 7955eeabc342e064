using Atelier.Imaging;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests;

public class PictureErrorsTests
{
    private static readonly StylizeOptions ColoursAlone = new() { Size = 64, Color = ColorMode.Only };

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Run_PixelThatIsNotFinite_IsRefusedAtOnce(float value)
    {
        var bad = Gradient(64, 48);
        bad.Pixels.Span[3 * ((5 * 64) + 7)] = value;

        foreach (var pictures in new StylizePictures[] { new(bad, Gradient(32, 32)), new(Gradient(64, 48), bad), new(Gradient(64, 48), new StylePicture(Gradient(32, 32)) { Mask = bad }) })
        {
            var error = AssertRefused(() => Stylizer.Run(pictures, ColoursAlone), "(7, 5)", "not a finite number");
            Assert.Equal(MessageCodes.PictureNotFinite, error.Code);
        }
    }

    [Fact]
    public void Run_OpacityThatIsNotFinite_IsRefusedAtOnce()
    {
        var alpha = Enumerable.Repeat(1f, 64 * 48).ToArray();
        alpha[(5 * 64) + 7] = float.NaN;
        AssertRefused(() => Stylizer.Run(new Picture(64, 48, Gradient(64, 48).Pixels, alpha: alpha), Gradient(32, 32), ColoursAlone), "content", "(7, 5)");
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(200, false)]
    public void Run_ContentSmallerThanTheSize_SaysThatItIsEnlarged(int width, bool isWarned) => Assert.Equal(
        isWarned, Stylizer.Run(Gradient(width, 40), Gradient(32, 32), ColoursAlone).Warnings.Any(w => w.Code == MessageCodes.ContentEnlarged && w.Option == "size"));

    [Theory]
    [InlineData(1f / 255, 1f / 255, 1f / 255, "of 255")]
    [InlineData(1, 0, 0, "has colours")]
    [InlineData(1, 1, 1, null)]
    public void Run_UnusualMask_IsWarnedOf(float red, float green, float blue, string? word)
    {
        var mask = new Picture(16, 16, [.. Enumerable.Range(0, 768).Select(i => i < 384 ? 0 : i % 3 == 0 ? red : i % 3 == 1 ? green : blue)]);
        var pictures = new StylizePictures(Gradient(64, 48), new StylePicture(Gradient(32, 32)) { Mask = mask, MaskName = "mask.png" });

        var warnings = Stylizer.Run(pictures, ColoursAlone).Warnings.Where(w => w.Code == MessageCodes.MaskUnusual).ToList();

        Assert.Equal(word is null ? 0 : 1, warnings.Count);
        Assert.All(warnings, w => Assert.Contains(word!, w.ToString(), StringComparison.Ordinal));
        Assert.All(warnings, w => Assert.Contains("mask.png", w.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Run_ColoursAloneAtASizeThatNoPictureCanHave_IsRefused()
    {
        var error = AssertRefused(() => Stylizer.Run(Gradient(20, 20), Gradient(20, 20), ColoursAlone with { Size = 32768 }), "32,768×32,768");
        Assert.Equal(MessageCodes.PictureTooLarge, error.Code);
    }
}
