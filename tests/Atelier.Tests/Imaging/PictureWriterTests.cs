using Atelier.Imaging;
using NetVips;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public sealed class PictureWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.png", 16)]
    [InlineData("a.tif", 16)]
    [InlineData("a.tiff", 8)]
    [InlineData("a.PNG", 8)]
    public void Write_LosslessFormat_ComesBackExactly(string name, int bits)
    {
        var most = (1 << bits) - 1;
        var picture = new Picture(32, 16, [.. Noise(32, 16).Pixels.Select(value => MathF.Round(value * most) / most)]);

        picture.Save(_folder.File(name), new PictureWriteOptions { BitDepth = bits });

        var read = Picture.Load(_folder.File(name), warn: m => Assert.Fail(m.ToString()));
        Assert.Equal(picture.Pixels, read.Pixels);
        Assert.Equal(bits, PictureReader.Inspect(_folder.File(name)).BitsPerChannel);
    }

    [Theory]
    [InlineData("a.png", 8)]
    [InlineData("a.png", 16)]
    [InlineData("a.tif", 8)]
    [InlineData("a.tif", 16)]
    [InlineData("a.webp", 8)]
    [InlineData("a.avif", 8)]
    public void Write_Alpha_ComesBackBitForBit(string name, int bits)
    {
        var most = (1 << bits) - 1;
        var alpha = Noise(48, 32).Pixels.Take(48 * 32).Select(v => MathF.Round(v * most) / most).ToArray();
        var picture = new Picture(48, 32, Gradient(48, 32).Pixels, alpha: alpha);

        picture.Save(_folder.File(name), new PictureWriteOptions { BitDepth = bits, Quality = 50 });

        Assert.True(PictureWriter.KeepsTransparency(name));
        Assert.Equal(alpha, Picture.Load(_folder.File(name), warn: m => Assert.Fail(m.ToString())).Alpha);
    }

    [Fact]
    public void Write_AlphaToJpeg_LiesOverWhite()
    {
        var alpha = Enumerable.Repeat(0.2f, 256).ToArray();
        var picture = new Picture(16, 16, [.. Enumerable.Range(0, 768).Select(i => i % 3 == 0 ? 1f : 0f)], alpha: alpha);

        picture.Save(_folder.File("a.jpg"));

        Assert.False(PictureWriter.KeepsTransparency("a.jpg"));
        var read = Picture.Load(_folder.File("a.jpg"));
        Assert.Null(read.Alpha);
        AssertPixel(read, 8, 8, 0.01f, 1, 0.8f, 0.8f);
    }

    [Fact]
    public void Write_EveryValueOf16Bits_ComesBackExactly()
    {
        var picture = new Picture(256, 256, [.. Enumerable.Range(0, 65536).SelectMany(i => Enumerable.Repeat(i / 65535f, 3))]);
        picture.Save(_folder.File("all.png"), new PictureWriteOptions { BitDepth = 16 });
        Assert.Equal(picture.Pixels, Picture.Load(_folder.File("all.png")).Pixels);
    }

    [Fact]
    public void Write_ValuesOutOfRange_AreClampedAndRoundedToTheNearest()
    {
        var picture = new Picture(2, 1, [-3, 7, float.NaN, 0.4f / 255, 0.6f / 255, 254.6f / 255]);
        picture.Save(_folder.File("a.png"));
        Assert.Equal([0, 1, 0, 0, 1 / 255f, 1], Picture.Load(_folder.File("a.png")).Pixels);
    }

    [Theory]
    [InlineData("a.jpg", true, true)]
    [InlineData("a.png", true, true)]
    [InlineData("a.tif", true, true)]
    [InlineData("a.webp", false, true)]
    [InlineData("a.avif", false, true)]
    public void Write_Metadata_TravelsAlong(string name, bool keepsResolution, bool keepsExif)
    {
        using var camera = Constant(8, 8, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 1, 2, 3).Copy(xres: 10, yres: 12)
            .Mutate(image => image.Set(GValue.GStrType, "exif-ifd0-Make", "Acme (Acme, ASCII, 5 components, 5 bytes)"));
        var source = Picture.Load(_folder.Write("camera.jpg", camera.JpegsaveBuffer()));
        Assert.Equal(10, source.Metadata.HorizontalResolution!.Value, 0.05);
        Assert.Equal(12, source.Metadata.VerticalResolution!.Value, 0.05);

        Gradient(20, 30, source.Metadata).Save(_folder.File(name));

        using var written = Image.NewFromFile(_folder.File(name));
        var exif = Picture.Load(_folder.File(name)).Metadata.Exif; // libvips itself looks for none in TIFF
        Assert.Equal(keepsExif, exif.AsSpan().IndexOf("Acme"u8) >= 0);
        Assert.True(written.Contains("icc-profile-data"));
        if (keepsResolution)
        {
            Assert.Equal(10, written.Xres, 0.05);
            Assert.Equal(12, written.Yres, 0.05);
        }
    }

    [Theory]
    [InlineData(PictureFormat.Jpeg)]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.WebP)]
    [InlineData(PictureFormat.Avif)]
    public void Write_ExifThatCannotBeKept_DoesNotLoseThePicture(PictureFormat format)
    {
        byte[] header = [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x0F, 0x01, 2, 0];
        byte[] long100K = [.. header, 0x80, 0x86, 1, 0, 26, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Repeat((byte)'a', 99_968)];
        foreach (var exif in new byte[][] { [], [1, 2, 3], header, long100K })
        {
            var picture = Gradient(16, 16, new PictureMetadata { Exif = exif });
            var read = Picture.Load(_folder.Write("a", picture.Encode(format)));
            Assert.Equal(16, read.Width);
        }
    }

    [Fact]
    public async Task Write_ManyAtOnce_DoNotDisturbEachOther()
    {
        var expected = Gradient(64, 64).Encode(PictureFormat.Jpeg);
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Gradient(64, 64).Encode(PictureFormat.Jpeg))));
        Assert.All(all, bytes => Assert.Equal(expected, bytes));
    }

    [Fact]
    public void Write_NoResolution_Says72Dpi()
    {
        Gradient(8, 8).Save(_folder.File("a.png"));
        Assert.Equal(72 / 25.4, Picture.Load(_folder.File("a.png")).Metadata.HorizontalResolution!.Value, 0.01);
    }

    [Fact]
    public void Write_HigherQuality_MakesALargerFile()
    {
        foreach (var format in new[] { PictureFormat.Jpeg, PictureFormat.WebP, PictureFormat.Avif })
        {
            var (low, high) = (Encode(20), Encode(95));
            Assert.True(low * 1.5 < high, $"{format}: {low} bytes, {high} bytes");

            int Encode(int quality) => Noise(64, 64).Encode(format, new PictureWriteOptions { Quality = quality }).Length;
        }
    }

    [Fact]
    public void Write_ExistingFile_IsReplacedAndNothingElseIsLeft()
    {
        var path = _folder.Write("a.png", [1, 2, 3]);
        Gradient(8, 8).Save(path);
        Assert.Equal(8, Picture.Load(path).Width);
        Assert.Equal(["a.png"], _folder.Names());
    }

    [Fact]
    public void Write_ThroughALink_KeepsTheLink()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        File.CreateSymbolicLink(_folder.File("link.png"), _folder.File("real.png"));
        Gradient(8, 8).Save(_folder.File("link.png"));
        Assert.NotNull(new FileInfo(_folder.File("link.png")).LinkTarget);
        Assert.Null(new FileInfo(_folder.File("real.png")).LinkTarget);
        Assert.Equal(8, Picture.Load(_folder.File("real.png")).Width);
    }

    [Theory]
    [InlineData("a.jpg", 92, 16, "JPEG")]
    [InlineData("a.webp", 92, 16, "WebP")]
    [InlineData("a.png", 92, 12, "12")]
    [InlineData("a.png", 0, 8, "1 to 100")]
    [InlineData("a.avif", 101, 8, "101")]
    public void Write_OptionsThatDoNotFit_AreRefused(string name, int quality, int bits, string word)
    {
        var options = new PictureWriteOptions { Quality = quality, BitDepth = bits };
        var error = Assert.Throws<OptionsException>(() => Gradient(4, 4).Save(_folder.File(name), options));
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void Write_LargerThanTheFormatHolds_IsRefused() =>
        AssertRefused(() => Gradient(16_384, 1).Save(_folder.File("a.webp")), "a.webp", "16383", ".png");
}
