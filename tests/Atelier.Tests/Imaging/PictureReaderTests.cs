using Atelier.Imaging;
using NetVips;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public sealed class PictureReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PictureFormat.Jpeg, 0.03f)]
    [InlineData(PictureFormat.Png, 0.002f)]
    [InlineData(PictureFormat.Tiff, 0.002f)]
    [InlineData(PictureFormat.WebP, 0.06f)]
    [InlineData(PictureFormat.Avif, 0.03f)]
    public void Read_EveryFormat_GivesThePictureWhateverTheFileIsCalled(PictureFormat format, float tolerance)
    {
        var picture = Gradient(48, 32);
        var path = _folder.Write("picture.txt", picture.Encode(format));

        var read = Picture.Load(path, warn: m => Assert.Fail(m.ToString()));

        Assert.InRange(LargestDifference(picture, read), 0, tolerance);
        Assert.Equal(new PictureHeader(48, 32, format, HasAlpha: false, BitsPerChannel: 8), PictureReader.Inspect(path));
    }

    [Fact]
    public void Read_EveryOrientation_TurnsThePictureUpright()
    {
        // A stored picture of 3×2 whose first pixel is red: where it must be seen for each orientation.
        (int X, int Y)[] expected = [(0, 0), (2, 0), (2, 1), (0, 1), (0, 0), (1, 0), (1, 2), (0, 2)];
        var pixels = new byte[3 * 2 * 3];
        pixels[0] = 255;
        for (var orientation = 1; orientation <= 8; orientation++)
        {
            using var stored = Image.NewFromMemory(pixels, 3, 2, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb)
                .Mutate(image => image.Set(GValue.GIntType, "orientation", orientation));
            var path = _folder.Write($"{orientation}.tif", stored.TiffsaveBuffer());

            var read = Picture.Load(path);

            Assert.Equal(orientation < 5 ? (3, 2) : (2, 3), (read.Width, read.Height));
            AssertPixel(read, expected[orientation - 1].X, expected[orientation - 1].Y, 0, 1, 0, 0);
            var header = PictureReader.Inspect(path);
            Assert.Equal((read.Width, read.Height), (header.Width, header.Height));
        }
    }

    [Fact]
    public void Read_PhotographOnItsSide_ResetsTheOrientationInExif()
    {
        using var stored = Constant(40, 24, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 9, 9, 9)
            .Mutate(image => image.Set(GValue.GIntType, "orientation", 6));
        var path = _folder.Write("side.jpg", stored.JpegsaveBuffer());

        var read = Picture.Load(path);
        var copy = _folder.File("upright.jpg");
        read.Save(copy);

        Assert.Equal((24, 40), (read.Width, read.Height));
        Assert.NotNull(read.Metadata.Exif);
        Assert.Equal((24, 40), (PictureReader.Inspect(copy).Width, PictureReader.Inspect(copy).Height));
    }

    [Fact]
    public void Read_GreyPicture_HasThreeEqualChannels()
    {
        using var grey = Constant(4, 4, Enums.BandFormat.Uchar, Enums.Interpretation.Bw, 51);
        AssertPixel(Picture.Load(_folder.Write("grey.png", grey.PngsaveBuffer())), 2, 2, 1e-6f, 0.2f, 0.2f, 0.2f);
    }

    [Fact]
    public void Read_Grey16BitPicture_KeepsThePrecision()
    {
        using var grey = Constant(4, 4, Enums.BandFormat.Ushort, Enums.Interpretation.Grey16, 12345);
        var read = Picture.Load(_folder.Write("grey.tif", grey.TiffsaveBuffer()));
        Assert.All(read.Pixels, value => Assert.Equal(12345f / White16, value));
    }

    [Fact]
    public void Read_PalettePicture_LooksUpItsColours()
    {
        using var colour = Constant(8, 8, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 255, 0, 51);
        var path = _folder.Write("palette.png", colour.PngsaveBuffer(palette: true));
        AssertPixel(Picture.Load(path), 3, 3, 1.5f / 255, 1, 0, 0.2f);
    }

    [Fact]
    public void Read_BlackAndWhiteTiff_IsBlackAndWhite()
    {
        using var white = Constant(16, 4, Enums.BandFormat.Uchar, Enums.Interpretation.Bw, 255);
        var path = _folder.Write("fax.tif", white.TiffsaveBuffer(bitdepth: 1, compression: Enums.ForeignTiffCompression.Ccittfax4));
        Assert.All(Picture.Load(path).Pixels, value => Assert.Equal(1, value));
    }

    [Fact]
    public void Read_PictureWithAlpha_KeepsColoursAndOpacities()
    {
        using var left = Constant(4, 4, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 255, 0, 0, 51);
        using var right = Constant(4, 4, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 0, 255, 0, 0);
        using var image = left.Join(right, Enums.Direction.Horizontal);
        var path = _folder.Write("alpha.png", image.PngsaveBuffer());

        var read = Picture.Load(path, warn: m => Assert.Fail(m.ToString()));

        AssertPixel(read, 1, 1, 0, 1, 0, 0);
        AssertPixel(read, 5, 1, 0, 0, 1, 0);
        Assert.Equal([0.2f, 0.2f, 0.2f, 0.2f, 0, 0, 0, 0], read.Alpha!.Take(8));
        Assert.True(PictureReader.Inspect(path).HasAlpha);
    }

    [Fact]
    public void Read_AlphaThatIsOpaqueEverywhere_IsNone()
    {
        using var image = Constant(4, 4, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 255, 0, 0, 255);
        Assert.Null(Picture.Load(_folder.Write("opaque.png", image.PngsaveBuffer())).Alpha);
    }

    [Fact]
    public void Read_GreyWithAlphaAnd16Bits_KeepsThePrecision()
    {
        using var image = Constant(4, 4, Enums.BandFormat.Ushort, Enums.Interpretation.Grey16, 12345, 13107);
        var read = Picture.Load(_folder.Write("alpha.png", image.PngsaveBuffer()));
        AssertPixel(read, 1, 1, 0, 12345f / White16, 12345f / White16, 12345f / White16);
        Assert.All(read.Alpha!, a => Assert.Equal(0.2f, a));
    }

    [Fact]
    public void Read_TransparentEverywhere_SaysSo()
    {
        using var image = Constant(4, 4, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 255, 0, 0, 0);
        var path = _folder.Write("nothing.png", image.PngsaveBuffer());
        AssertRefused(() => Picture.Load(path), "nothing.png", "transparent everywhere");
    }

    [Fact]
    public void Read_AvifOf10Bits_WhiteIsWhite()
    {
        using var white = Constant(32, 32, Enums.BandFormat.Ushort, Enums.Interpretation.Rgb16, White16, White16, White16);
        var path = _folder.Write("white.avif", white.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, bitdepth: 10, lossless: true));
        Assert.All(Picture.Load(path).Pixels, value => Assert.Equal(1, value));
        Assert.Equal(10, PictureReader.Inspect(path).BitsPerChannel);
    }

    [Fact]
    public void Read_OnePixel_IsRead()
    {
        var path = _folder.Write("dot.png", new Picture(1, 1, [1, 0.2f, 0]).Encode(PictureFormat.Png));
        AssertPixel(Picture.Load(path), 0, 0, 1e-6f, 1, 0.2f, 0);
    }
}
