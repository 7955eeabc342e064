using Atelier.Imaging;
using CsCheck;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public class PictureResizerTests
{
    private static readonly Gen<int> Side = Gen.Int[1, 60];

    [Theory]
    [InlineData(1000, 500, 512, 512, 256)]
    [InlineData(500, 1000, 512, 256, 512)]
    [InlineData(3, 2, 2, 2, 1)]
    [InlineData(20000, 3, 512, 512, 1)]
    [InlineData(1000, 333, 500, 500, 167)]
    [InlineData(65535, 65535, 65535, 65535, 65535)]
    public void SizeFor_KnownSizes_AreRoundedToTheNearest(int width, int height, int longest, int expectedWidth, int expectedHeight) =>
        Assert.Equal((expectedWidth, expectedHeight), PictureResizer.SizeFor(width, height, longest));

    [Fact]
    public void SizeFor_AnySize_KeepsTheShapeWithinHalfAPixel() =>
        Gen.Select(Gen.Int[1, 70_000], Gen.Int[1, 70_000], Gen.Int[1, 70_000]).Sample((width, height, longest) =>
        {
            var size = PictureResizer.SizeFor(width, height, longest);
            var scale = (double)longest / Math.Max(width, height);
            return Math.Max(size.Width, size.Height) == longest
                && (Math.Abs(size.Width - (width * scale)) <= 0.5 || size.Width == 1)
                && (Math.Abs(size.Height - (height * scale)) <= 0.5 || size.Height == 1);
        });

    [Fact]
    public void Resize_ConstantPicture_StaysConstant() =>
        Gen.Select(Side, Side, Side, Side, Gen.Float[0, 1]).Sample((width, height, newWidth, newHeight, value) =>
        {
            var picture = new Picture(width, height, [.. Enumerable.Repeat(value, width * height * 3)]);
            foreach (var mode in Enum.GetValues<FitMode>())
            {
                var resized = PictureResizer.Fit(picture, newWidth, newHeight, mode);
                Assert.Equal((newWidth, newHeight), (resized.Width, resized.Height));
                Assert.All(resized.Pixels, pixel => Assert.Equal(value, pixel, 1e-6f));
            }
        }, iter: 60);

    [Fact]
    public void Resize_AnyPicture_StaysInTheRangeOfThePicture() =>
        Gen.Select(Side, Side, Side, Side, Gen.Int).Sample((width, height, newWidth, newHeight, seed) =>
        {
            var picture = Noise(width, height, seed);
            var resized = PictureResizer.Resize(picture, newWidth, newHeight);
            return resized.Pixels.Min() >= picture.Pixels.Min() && resized.Pixels.Max() <= picture.Pixels.Max();
        }, iter: 60);

    [Fact]
    public void Resize_Noise_KeepsTheMean() =>
        Gen.Select(Gen.Int[40, 90], Gen.Int[40, 90], Gen.Int[20, 150], Gen.Int[20, 150], Gen.Int).Sample((width, height, newWidth, newHeight, seed) =>
        {
            var picture = Noise(width, height, seed);
            Assert.Equal(picture.Pixels.Average(), PictureResizer.Resize(picture, newWidth, newHeight).Pixels.Average(), 0.02f);
        }, iter: 40);

    [Theory]
    [InlineData(120, 90)]
    [InlineData(20, 15)]
    [InlineData(7, 150)]
    public void Resize_Gradient_StaysTheSameGradient(int width, int height)
    {
        var resized = PictureResizer.Resize(Gradient(60, 45), width, height);
        var tolerance = 1f / Math.Min(width, 45);
        Assert.InRange(LargestDifference(Gradient(width, height), resized), 0, tolerance);
    }

    [Fact]
    public void Resize_FinePattern_BecomesGreyAndNotAnotherPattern()
    {
        // Stripes of one pixel, reduced to a third: without antialiasing they would come out as broad stripes.
        var stripes = new Picture(90, 30, [.. Enumerable.Range(0, 90 * 30 * 3).Select(i => i / 3 % 2 == 0 ? 1f : 0f)]);
        var resized = PictureResizer.Resize(stripes, 30, 10);
        for (var x = 2; x < 28; x++)
        {
            AssertPixel(resized, x, 5, 0.1f, 0.5f, 0.5f, 0.5f);
        }
    }

    [Fact]
    public void Resize_EdgeEnlarged_HasNoHalo()
    {
        var edge = new Picture(8, 1, [.. Enumerable.Range(0, 24).Select(i => i < 12 ? 0.25f : 0.75f)]);
        var values = PictureResizer.Resize(edge, 64, 1).Pixels;
        Assert.All(values, value => Assert.InRange(value, 0.25f, 0.75f));
        Assert.Equal(values.Order(), values);
    }

    [Fact]
    public void Resize_PictureWithAlpha_HiddenColoursDoNotBleedAndAlphaIsResizedAlone() =>
        Gen.Select(Gen.Int[8, 40], Gen.Int[8, 40], Gen.Int[4, 60], Gen.Int[4, 60], Gen.Int).Sample((width, height, newWidth, newHeight, seed) =>
        {
            // One colour where anything is seen, any colours where nothing is.
            var random = new Random(seed);
            var alpha = Enumerable.Range(0, width * height).Select(i => i % width < width / 2 ? 0 : random.NextSingle()).ToArray();
            float[] pixels = [.. alpha.SelectMany(a => a > 0 ? [0.8f, 0.6f, 0.2f] : new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() })];

            var resized = PictureResizer.Resize(new Picture(width, height, pixels, alpha: alpha), newWidth, newHeight);

            var asGrey = PictureResizer.Resize(new Picture(width, height, [.. alpha.SelectMany(a => new[] { a, a, a })]), newWidth, newHeight);
            for (var i = 0; i < newWidth * newHeight; i++)
            {
                Assert.Equal(asGrey.Pixels[3 * i], resized.Alpha![i], 1e-5f);
                if (resized.Alpha[i] > 0.1f)
                {
                    Assert.Equal(0.8f, resized.Pixels[3 * i], 0.02f);
                    Assert.Equal(0.2f, resized.Pixels[(3 * i) + 2], 0.02f);
                }
            }
        }, iter: 40);

    [Fact]
    public void Resize_SameSize_IsTheSamePicture()
    {
        var picture = Gradient(12, 8);
        Assert.Same(picture, PictureResizer.Resize(picture, 12, 8));
        Assert.Same(picture, PictureResizer.ResizeToLongestSide(picture, 12));
        Assert.Same(picture, PictureResizer.Fit(picture, 12, 8, FitMode.Cover));
    }

    [Fact]
    public void ResizeToLongestSide_KeepsShapeAndMetadata()
    {
        var picture = Gradient(40, 20, new PictureMetadata { Exif = [1], HorizontalResolution = 4 });
        var resized = PictureResizer.ResizeToLongestSide(picture, 30);
        Assert.Equal((30, 15), (resized.Width, resized.Height));
        Assert.Same(picture.Metadata, resized.Metadata);
    }

    [Fact]
    public void Fit_Cover_CropsBothSidesEvenly()
    {
        // Blue, green, red, a third each: a square from the middle has green only in its middle and equal borders.
        var bands = new Picture(90, 30, [.. Enumerable.Range(0, 90 * 30).SelectMany(i => (i % 90 / 30) switch
        {
            0 => new float[] { 0, 0, 1 },
            1 => [0, 1, 0],
            _ => [1, 0, 0],
        })]);

        var square = PictureResizer.Fit(bands, 60, 40, FitMode.Cover);

        for (var x = 0; x < 30; x++)
        {
            var (left, right) = (square.PixelAt(x, 20), square.PixelAt(59 - x, 20));
            Assert.Equal(left[2], right[0], 1e-5f);
            Assert.Equal(left[1], right[1], 1e-5f);
        }

        AssertPixel(square, 30, 20, 0, 0, 1, 0);
        AssertPixel(square, 0, 20, 0.01f, 0, 0, 1);
    }

    [Fact]
    public void Fit_Stretch_IsResize() => Assert.Equal(
        PictureResizer.Resize(Noise(9, 7), 5, 11).Pixels, PictureResizer.Fit(Noise(9, 7), 5, 11, FitMode.Stretch).Pixels);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    public void Resize_NoSize_IsRefused(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PictureResizer.Resize(Noise(4, 4), width, height));
}
