using System.Buffers.Binary;
using System.Text;
using Atelier.Imaging;
using NetVips;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public sealed class PictureReaderFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_MissingFile_SaysSo() =>
        AssertRefused(() => Picture.Load(_folder.File("none.jpg")), "none.jpg", "does not exist");

    [Fact]
    public void Read_Directory_SaysSo() => AssertRefused(() => Picture.Load(_folder.Path), "is a directory");

    [Fact]
    public void Read_EmptyFile_SaysSo() =>
        AssertRefused(() => Picture.Load(_folder.Write("empty.png", [])), "empty.png", "is empty");

    [Fact]
    public void Read_NameWithLineBreak_StillGivesOneLine() =>
        AssertRefused(() => Picture.Load(_folder.File("two\nlines.png")), "two?lines.png");

    [Theory]
    [InlineData("some text that is no picture at all")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")]
    [InlineData("%PDF-1.7 and so on")]
    [InlineData("GIF89a and so on, long enough")]
    [InlineData("P3 1 1 255 1 2 3")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic")]
    public void Read_OtherContent_IsRefusedUnderAPictureName(string content) => AssertRefused(
        () => Picture.Load(_folder.Write("a.png", Encoding.Latin1.GetBytes(content))), "a.png", "expected JPEG, PNG, TIFF, WebP or AVIF");

    [Fact]
    public void Read_GifThatLibvipsKnows_IsRefused()
    {
        using var image = Constant(8, 8, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 1, 2, 3);
        AssertRefused(() => Picture.Load(_folder.Write("a.png", image.GifsaveBuffer())), "not a picture that can be read");
    }

    [Theory]
    [InlineData(PictureFormat.Jpeg)]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.Tiff)]
    [InlineData(PictureFormat.WebP)]
    [InlineData(PictureFormat.Avif)]
    public void Read_TruncatedFile_IsAnErrorAndNotHalfAPicture(PictureFormat format)
    {
        var noise = Noise(64, 48);
        var whole = noise.Encode(format);
        foreach (var part in new[] { 1, 0.9, 0.5, 0.1, 0.01 })
        {
            // 64 bytes at least: the closing chunk of a PNG and the closing tags of a TIFF are no part of the picture.
            var path = _folder.Write("cut", whole.AsSpan(0, Math.Min((int)(whole.Length * part), whole.Length - 64)));
            if (format == PictureFormat.Tiff && part == 1)
            {
                Assert.InRange(LargestDifference(noise, Picture.Load(path)), 0, 0.002f);
                continue;
            }

            AssertRefused(() => Picture.Load(path), "cut");
        }
    }

    [Fact]
    public void Read_JpegWithoutItsEndThatClaimsTooMuch_IsRefusedByItsHeader()
    {
        var file = Gradient(64, 48).Encode(PictureFormat.Jpeg);
        var size = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]) + 5;
        file[size] = file[size + 2] = 0xFF; // height and width

        var path = _folder.Write("huge.jpg", file.AsSpan(0, file.Length - 2));

        Assert.Equal(MessageCodes.PictureTooLarge, Assert.Throws<PictureException>(() => Picture.Load(path)).Code);
    }

    [Fact]
    public void Read_JpegWithoutItsLastMarker_WarnsAndReadsTheWholePicture()
    {
        var whole = Gradient(64, 48).Encode(PictureFormat.Jpeg);
        List<Message> warnings = [];

        var read = Picture.Load(_folder.Write("a.jpg", whole.AsSpan(0, whole.Length - 2)), warn: warnings.Add);

        Assert.Equal(Picture.Load(_folder.Write("whole.jpg", whole)).Pixels, read.Pixels);
        Assert.Equal(MessageCodes.PictureMended, Assert.Single(warnings).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_JpegThatIsCutAnywhere_IsAnError(bool isProgressive)
    {
        using var image = Image.NewFromMemory(Noise(48, 32).Pixels.Select(v => (byte)(255 * v)).ToArray(), 48, 32, 3, Enums.BandFormat.Uchar);
        using var colour = image.Copy(interpretation: Enums.Interpretation.Srgb);
        var whole = colour.JpegsaveBuffer(interlace: isProgressive);
        for (var length = whole.Length - 5; length > 0; length -= 37)
        {
            var cut = _folder.Write("cut.jpg", whole.AsSpan(0, length));
            AssertRefused(() => Picture.Load(cut), "cut.jpg");
        }
    }

    [Fact]
    public void Read_InterlacedPngThatTakesTooMuchAtOnce_IsRefusedBeforeItIsDecoded()
    {
        using var image = Constant(100, 80, Enums.BandFormat.Ushort, Enums.Interpretation.Rgb16, 1, 2, 3);
        var interlaced = _folder.Write("interlaced.png", image.PngsaveBuffer(interlace: true));
        var plain = _folder.Write("plain.png", image.PngsaveBuffer());
        var limits = new PictureLimits { MaxBytesAtOnce = (100 * 80 * 6) - 1 };

        Assert.Equal(MessageCodes.PictureTooLarge, AssertRefused(() => PictureReader.Inspect(interlaced, limits), "interlaced").Code);
        Assert.Equal(100, Picture.Load(plain, limits).Width);
        Assert.Equal(100, Picture.Load(interlaced, limits with { MaxBytesAtOnce = 100 * 80 * 6 }).Width);
    }

    [Fact]
    public void Read_DamagedInTheMiddle_IsAnError()
    {
        var bytes = Noise(64, 48).Encode(PictureFormat.Png);
        bytes[bytes.Length / 2] ^= 0xFF;
        AssertRefused(() => Picture.Load(_folder.Write("damaged.png", bytes)), "damaged.png", "PNG");
    }

    [Fact]
    public void Read_PngThatClaims100000Squared_IsRefusedFromItsHeader()
    {
        var path = _folder.Write("bomb.png", PngHeader(100_000, 100_000));
        var before = GC.GetTotalAllocatedBytes();

        AssertRefused(() => Picture.Load(path), "bomb.png", "65,535", "100,000×100,000");
        AssertRefused(() => PictureReader.Inspect(path), "bomb.png");

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 100_000_000);
    }

    [Fact]
    public void Read_TiffThatClaims100000Squared_IsRefusedFromItsHeader() =>
        AssertRefused(() => Picture.Load(_folder.Write("bomb.tif", TiffHeader(100_000, 100_000))), "bomb.tif", "100,000×100,000");

    [Fact]
    public void Read_MorePixelsThanAllowed_IsRefused() =>
        AssertRefused(() => Picture.Load(_folder.Write("wide.png", PngHeader(60_000, 60_000))), "500,000,000", "3,600,000,000");

    [Fact]
    public void Read_LimitsOfTheCaller_Hold()
    {
        var path = _folder.Write("a.png", Gradient(20, 10).Encode(PictureFormat.Png));
        AssertRefused(() => Picture.Load(path, new PictureLimits { MaxSide = 19 }), "19");
        AssertRefused(() => PictureReader.Inspect(path, new PictureLimits { MaxPixels = 199 }), "199");
        Assert.Equal(20, Picture.Load(path, new PictureLimits { MaxSide = 20, MaxPixels = 200 }).Width);
    }

    [Fact]
    public void Read_WithoutPermission_SaysSo()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("root and Windows read it all the same");
            return;
        }

        var path = _folder.Write("secret.png", Gradient(4, 4).Encode(PictureFormat.Png));
        File.SetUnixFileMode(path, UnixFileMode.None);
        AssertRefused(() => Picture.Load(path), "secret.png", "permission denied");
    }

    private static byte[] PngHeader(int width, int height)
    {
        byte[] size = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(size, width);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), height);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. PngBytes.Chunk("IHDR", [.. size, 8, 2, 0, 0, 0]), .. PngBytes.Chunk("IDAT", [0x78, 0x9C, 1, 0, 0, 0xFF, 0xFF, 0, 0, 0, 1]), .. PngBytes.Chunk("IEND", [])];
    }

    private static byte[] TiffHeader(int width, int height)
    {
        (short Tag, short Type, int Value)[] entries =
            [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 4, height), (279, 4, 64)];
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("II*\0"u8);
        writer.Write(8);
        writer.Write((short)entries.Length);
        foreach (var (tag, type, value) in entries)
        {
            writer.Write(tag);
            writer.Write(type);
            writer.Write(1);
            writer.Write(value);
        }

        writer.Write(new byte[128]);
        return stream.ToArray();
    }
}
