using System.Buffers.Binary;
using System.Text;
using Atelier.Imaging;
using NetVips;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public sealed class CodedColoursTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // (200, 80, 40) of sRGB by the primaries of Display P3. The profile that libvips brings has one of them rounded to 0.
    private static readonly double[] DisplayP3 = [47726, 22520, 13498];

    [Fact]
    public void Read_PngThatSaysDisplayP3InNumbers_IsConvertedToSrgb()
    {
        using var p3 = Constant(16, 16, Enums.BandFormat.Ushort, Enums.Interpretation.Rgb16, DisplayP3);

        var read = Picture.Load(Png(p3, ("cICP", [12, 13, 0, 1])), warn: w => Assert.Fail(w.ToString()));

        AssertPixel(read, 3, 3, 0.003f, 200 / 255f, 80 / 255f, 40 / 255f);
    }

    [Fact]
    public void Read_PngWithGamma_IsConvertedToSrgb()
    {
        // Linear light: its 0.2140 is sRGB's 0.5.
        using var linear = Constant(16, 16, Enums.BandFormat.Ushort, Enums.Interpretation.Rgb16, 0.2140 * White16, 0.2140 * White16, 0);
        AssertPixel(Picture.Load(Png(linear, ("gAMA", Numbers(100_000)))), 3, 3, 0.005f, 0.5f, 0.5f, 0);

        using var grey = Constant(16, 16, Enums.BandFormat.Ushort, Enums.Interpretation.Grey16, 0.2140 * White16);
        AssertPixel(Picture.Load(Png(grey, ("gAMA", Numbers(100_000)))), 3, 3, 0.005f, 0.5f, 0.5f, 0.5f);
    }

    [Fact]
    public void Read_PngWithChromaticitiesOfDisplayP3_IsConvertedToSrgb()
    {
        using var p3 = Constant(16, 16, Enums.BandFormat.Ushort, Enums.Interpretation.Rgb16, DisplayP3);
        var path = Png(p3, ("gAMA", Numbers(45_455)), ("cHRM", Numbers(31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000)));
        AssertPixel(Picture.Load(path), 3, 3, 0.003f, 200 / 255f, 80 / 255f, 40 / 255f);
    }

    [Fact]
    public void Read_PngWithTheGammaOfSrgb_StaysBitForBit()
    {
        using var image = Constant(16, 16, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 200, 80, 40);
        var path = Png(image, ("gAMA", Numbers(45_455)), ("cHRM", Numbers(31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000)));
        AssertPixel(Picture.Load(path), 3, 3, 0, 200 / 255f, 80 / 255f, 40 / 255f);
    }

    [Fact]
    public void Read_PngOfHighDynamicRange_WarnsAndReadsSrgb()
    {
        using var image = Constant(16, 16, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 255, 51, 0);
        List<Message> warnings = [];
        AssertPixel(Picture.Load(Png(image, ("cICP", [9, 16, 0, 1])), warn: warnings.Add), 3, 3, 0, 1, 0.2f, 0);
        Assert.Equal(MessageCodes.ProfileUnused, Assert.Single(warnings).Code);
    }

    [Fact]
    public void Read_PngWithATruncatedProfile_WarnsAndReadsSrgb()
    {
        using var image = Constant(16, 16, Enums.BandFormat.Uchar, Enums.Interpretation.Srgb, 255, 51, 0);
        List<Message> warnings = [];
        var path = Png(image, ("iCCP", [.. "ICC Profile\0\0"u8, 0x78, 0x9C, 0x63, 0x60]));

        AssertPixel(Picture.Load(path, warn: warnings.Add), 3, 3, 0, 1, 0.2f, 0);

        Assert.Equal(MessageCodes.ProfileUnused, Assert.Single(warnings).Code);
    }

    // A PNG file without a profile of its own, and with these chunks behind its header.
    private string Png(Image image, params (string Type, byte[] Content)[] chunks)
    {
        var file = image.PngsaveBuffer(keep: Enums.ForeignKeep.None);
        const int EndOfHeader = 33;
        return _folder.Write("a.png", [.. file.AsSpan(0, EndOfHeader), .. chunks.SelectMany(c => PngBytes.Chunk(c.Type, c.Content)), .. file.AsSpan(EndOfHeader)]);
    }

    private static byte[] Numbers(params int[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return bytes;
    }
}

/// <summary>Chunks of PNG files.</summary>
internal static class PngBytes
{
    public static byte[] Chunk(string type, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), Crc32(body));
        return chunk;
    }

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
