using NetVips;

namespace Atelier.Imaging;

/// <summary>The end of a JPEG file.</summary>
internal static class JpegEnd
{
    // EOI, with which every JPEG file should end.
    private static ReadOnlySpan<byte> Marker => [0xFF, 0xD9];

    /// <summary>The file with its last marker, where that alone is missing; null where there is nothing to mend.</summary>
    /// <param name="stream">A file of one scan. Of several, progressive ones too, the last may be missing as a whole.</param>
    public static byte[]? Mended(Stream stream)
    {
        Span<byte> end = stackalloc byte[2];
        stream.Position = Math.Max(0, stream.Length - 2);
        if ((stream.ReadAtLeast(end, 2, throwOnEndOfStream: false) == 2 && end.SequenceEqual(Marker)) || stream.Length > Array.MaxLength - 2)
        {
            return null;
        }

        var bytes = new byte[stream.Length + 2];
        stream.Position = 0;
        stream.ReadExactly(bytes, 0, bytes.Length - 2);
        Marker.CopyTo(bytes.AsSpan(bytes.Length - 2));
        return IsMissing(bytes.AsSpan(0, bytes.Length - 2)) && IsWhole(bytes) ? bytes : null;
    }

    // The scan has the marker's bytes nowhere else; the segments before it may, such as those with a thumbnail.
    private static bool IsMissing(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at < bytes.Length && bytes[at..] is [0xFF, var marker, var high, var low, ..];)
        {
            at += marker == 0xFF ? 1 : 2 + (high << 8) + low; // 0xFF again: a byte that fills
            if (marker == 0xDA)
            {
                return at >= bytes.Length || bytes[at..].IndexOf(Marker) < 0;
            }
        }

        return false;
    }

    // The decoder fills missing blocks in and reports none of those in the last rows. Where other data follows, it takes that in their
    // place, and only a picture that is whole is the same with such data.
    private static bool IsWhole(byte[] bytes)
    {
        const int OtherBytes = 4096;
        var other = new byte[bytes.Length + OtherBytes];
        bytes.AsSpan(0, bytes.Length - 2).CopyTo(other);
        other.AsSpan(bytes.Length - 2, OtherBytes).Fill(0x55);
        Marker.CopyTo(other.AsSpan(other.Length - 2));
        try
        {
            return LastRows(bytes).AsSpan().SequenceEqual(LastRows(other));
        }
        catch (VipsException)
        {
            return false; // the reader reports the error
        }
    }

    private static byte[] LastRows(byte[] file)
    {
        const int MostRowsOfABlock = 32;
        using var image = Image.JpegloadBuffer(file, access: Enums.Access.Sequential, failOn: Enums.FailOn.None);
        var rows = Math.Min(image.Height, MostRowsOfABlock);
        using var last = image.Crop(0, image.Height - rows, image.Width, rows);
        return last.WriteToMemory<byte>();
    }
}
