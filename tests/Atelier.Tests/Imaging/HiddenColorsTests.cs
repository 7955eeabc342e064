using Atelier.Imaging;
using CsCheck;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public class HiddenColorsTests
{
    private static readonly Gen<float[]> Alpha = Gen.Frequency((3, Gen.Const(0f)), (1, Gen.Float[0.2f, 1f]), (1, Gen.Const(1f))).Array[17 * 11].Where(a => a.Any(v => v > 0));

    [Fact]
    public void Fill_AnyPicture_DoesNotDependOnWhatIsHiddenAndLeavesWhatIsSeen() =>
        Gen.Select(Alpha, Gen.Int, Gen.Int).Sample((alpha, seed, other) =>
        {
            var seen = Noise(17, 11, seed);
            var hidden = Noise(17, 11, other);
            float[] mixed = [.. seen.Pixels.Select((v, i) => alpha[i / 3] > 0 ? v : hidden.Pixels[i])];

            var given = new Picture(17, 11, seen.Pixels, alpha: alpha);
            var filled = HiddenColors.Fill(given);

            Assert.Equal(filled.Pixels, HiddenColors.Fill(new Picture(17, 11, mixed, alpha: alpha)).Pixels);
            Assert.All(Enumerable.Range(0, mixed.Length).Where(i => alpha[i / 3] > 0), i => Assert.Equal(seen.Pixels[i], filled.Pixels[i]));
            Assert.Same(given.Alpha, filled.Alpha);
        }, iter: 50);

    [Fact]
    public void Fill_AnyPicture_StaysInTheRangeOfWhatIsSeen() =>
        Gen.Select(Alpha, Gen.Int).Sample((alpha, seed) =>
        {
            var picture = Noise(17, 11, seed);
            var seen = picture.Pixels.Where((_, i) => alpha[i / 3] > 0).ToArray();
            Assert.All(HiddenColors.Fill(new Picture(17, 11, picture.Pixels, alpha: alpha)).Pixels, v => Assert.InRange(v, seen.Min() - 1e-5f, seen.Max() + 1e-5f));
        }, iter: 50);

    [Fact]
    public void Fill_TwoColours_FillsEachSideWithItsOwn()
    {
        // Red and blue borders of a hole.
        var alpha = Enumerable.Range(0, 64 * 16).Select(i => i % 64 is < 8 or >= 56 ? 1f : 0f).ToArray();
        var picture = new Picture(64, 16, [.. Enumerable.Range(0, 64 * 16).SelectMany(i => i % 64 < 32 ? new[] { 1f, 0, 0 } : [0, 0, 1f])], alpha: alpha);

        var filled = HiddenColors.Fill(picture);

        AssertPixel(filled, 9, 8, 0.1f, 1, 0, 0);
        AssertPixel(filled, 54, 8, 0.1f, 0, 0, 1);
    }

    [Fact]
    public void Fill_NearlyTransparentColour_IsNotTrusted()
    {
        var alpha = Enumerable.Repeat(1f, 64).ToArray();
        alpha[27] = 1 / 255f;
        var pixels = Enumerable.Repeat(0.5f, 192).ToArray();
        pixels[81] = pixels[82] = pixels[83] = 0;

        AssertPixel(HiddenColors.Fill(new Picture(8, 8, pixels, alpha: alpha)), 3, 3, 0.02f, 0.5f, 0.5f, 0.5f);
    }

    [Fact]
    public void Fill_NothingHidden_IsTheSamePicture()
    {
        var opaque = Noise(5, 5);
        Assert.Same(opaque, HiddenColors.Fill(opaque));
        var half = new Picture(5, 5, opaque.Pixels, alpha: [.. Enumerable.Repeat(0.5f, 25)]);
        Assert.Same(half, HiddenColors.Fill(half));
    }
}
