using System.Buffers.Binary;

namespace Atelier.Imaging;

/// <summary>The one change that is made to a raw EXIF block.</summary>
internal static class ExifBlock
{
    private const ushort OrientationTag = 0x0112;
    private const ushort Upright = 1;

    /// <summary>A copy of the block that calls the picture upright. A block that cannot be understood is copied as it is.</summary>
    /// <param name="exif">The block, with or without the <c>Exif</c> signature before its TIFF header.</param>
    public static byte[] WithUprightOrientation(ReadOnlySpan<byte> exif)
    {
        var copy = exif.ToArray();
        var tiff = copy.AsSpan();
        if (tiff.StartsWith("Exif\0\0"u8))
        {
            tiff = tiff[6..];
        }

        if (tiff.Length < 8 || !(tiff.StartsWith("II"u8) || tiff.StartsWith("MM"u8)))
        {
            return copy;
        }

        var littleEndian = tiff[0] == 'I';
        long directory = littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory + 2 > tiff.Length)
        {
            return copy;
        }

        // A directory is a count and entries of 12 bytes: tag, type, number of values, and here the value itself.
        var count = ReadUInt16(tiff[(int)directory..], littleEndian);
        for (var entry = directory + 2; count > 0 && entry + 12 <= tiff.Length; entry += 12, count--)
        {
            if (ReadUInt16(tiff[(int)entry..], littleEndian) == OrientationTag)
            {
                WriteUInt16(tiff[(int)(entry + 8)..], Upright, littleEndian);
            }
        }

        return copy;
    }

    /// <summary>The block from its TIFF header on.</summary>
    /// <param name="exif">The block, with or without the <c>Exif</c> signature before its TIFF header.</param>
    public static ReadOnlySpan<byte> WithoutSignature(ReadOnlySpan<byte> exif) => exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;

    private static ushort ReadUInt16(ReadOnlySpan<byte> at, bool littleEndian) =>
        littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static void WriteUInt16(Span<byte> at, ushort value, bool littleEndian)
    {
        if (littleEndian)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(at, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(at, value);
        }
    }
}
