using Atelier.Imaging;
using NetVips;

namespace Atelier.Tests.Imaging;

/// <summary>Pictures and files made for tests.</summary>
internal static class TestPictures
{
    public const int White16 = 65535;

    /// <summary>Smooth, so that lossy formats keep it, and different in each corner and channel.</summary>
    public static Picture Gradient(int width, int height, PictureMetadata? metadata = null)
    {
        var pixels = new float[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (u, v) = ((x + 0.5f) / width, (y + 0.5f) / height);
                (pixels[((y * width) + x) * 3], pixels[(((y * width) + x) * 3) + 1], pixels[(((y * width) + x) * 3) + 2]) = (u, v, (2 - u - v) / 2);
            }
        }

        return new Picture(width, height, pixels, metadata);
    }

    public static Picture Noise(int width, int height, int seed = 1)
    {
        var random = new Random(seed);
        return new Picture(width, height, [.. Enumerable.Range(0, width * height * 3).Select(_ => random.NextSingle())]);
    }

    public static Image Constant(int width, int height, Enums.BandFormat format, Enums.Interpretation interpretation, params double[] bands) =>
        (Image.Black(width, height, bands: bands.Length) + bands).Cast(format).Copy(interpretation: interpretation);

    public static float[] PixelAt(this Picture picture, int x, int y) => picture.Pixels.AsSpan(((y * picture.Width) + x) * 3, 3).ToArray();

    public static void AssertPixel(Picture picture, int x, int y, float tolerance, params float[] expected)
    {
        var actual = picture.PixelAt(x, y);
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(expected[c], actual[c], tolerance);
        }
    }

    public static float LargestDifference(Picture expected, Picture actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        return expected.Pixels.Zip(actual.Pixels, (e, a) => Math.Abs(e - a)).Max();
    }

    public static PictureException AssertRefused(Action action, params string[] words)
    {
        var error = Assert.Throws<PictureException>(action);
        Assert.DoesNotContain('\n', error.Message);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        return error;
    }
}
