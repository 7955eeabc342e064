using System.Buffers.Binary;

namespace Atelier.Imaging;

/// <summary>The chunks of a PNG file before its pixels that libvips does not report (PNG, third edition, chapter 11).</summary>
internal sealed record PngChunks
{
    private const int MostChunks = 10_000;

    /// <summary>Whether its rows come in seven passes (Adam7), so that none is whole before the last.</summary>
    public bool IsInterlaced { get; private init; }

    /// <summary>Whether it has an ICC profile, sound or not.</summary>
    public bool HasProfile { get; private init; }

    /// <summary>Whether it says that it is sRGB.</summary>
    public bool IsSrgb { get; private init; }

    /// <summary>Primaries, transfer function, matrix and range as numbers of ITU-T H.273; null without them.</summary>
    public (int Primaries, int Transfer, int Matrix, bool IsFullRange)? Cicp { get; private init; }

    /// <summary>The exponent by which its values were encoded, such as 0.45455; null without one.</summary>
    public double? Gamma { get; private init; }

    /// <summary>The chromaticities of white, red, green and blue, x and y each; null without them.</summary>
    public IReadOnlyList<double>? Chromaticities { get; private init; }

    /// <summary>Reads them.</summary>
    public static PngChunks Of(Stream stream)
    {
        var chunks = new PngChunks();
        var header = new byte[8];
        stream.Position = 8;
        for (var i = 0; i < MostChunks && stream.ReadAtLeast(header, 8, throwOnEndOfStream: false) == 8; i++)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(header);
            var next = stream.Position + length + 4;
            var type = header.AsSpan(4);
            if (type.SequenceEqual("IDAT"u8))
            {
                break;
            }

            var content = new byte[Math.Min(length, 32)];
            content = content[..stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
            chunks = type switch
            {
                _ when type.SequenceEqual("IHDR"u8) && content.Length >= 13 => chunks with { IsInterlaced = content[12] == 1 },
                _ when type.SequenceEqual("iCCP"u8) => chunks with { HasProfile = true },
                _ when type.SequenceEqual("sRGB"u8) => chunks with { IsSrgb = true },
                _ when type.SequenceEqual("cICP"u8) && content.Length >= 4 => chunks with { Cicp = (content[0], content[1], content[2], content[3] != 0) },
                _ when type.SequenceEqual("gAMA"u8) && content.Length >= 4 => chunks with { Gamma = Number(content, 0) },
                _ when type.SequenceEqual("cHRM"u8) && content.Length >= 32 =>
                    chunks with { Chromaticities = [.. Enumerable.Range(0, 8).Select(n => Number(content, 4 * n))] },
                _ => chunks,
            };
            if (next > stream.Length)
            {
                break; // the decoder reports the error
            }

            stream.Position = next;
        }

        return chunks;
    }

    private static double Number(byte[] content, int at) => BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(at)) / 100_000.0;
}
