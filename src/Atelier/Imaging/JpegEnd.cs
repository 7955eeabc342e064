using NetVips;

namespace Atelier.Imaging;

/// <summary>The end of a JPEG file.</summary>
internal static class JpegEnd
{
    // EOI, with which every JPEG file should end.
    private static ReadOnlySpan<byte> Marker => [0xFF, 0xD9];

    /// <summary>The file with its last marker, where that alone is missing; null where nothing is to be mended.</summary>
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

    // The decoder fills missing blocks in and does not tell of those in the last rows. It takes other data in their place where there are
    // some, and a picture that is whole is the same with them.
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
            return false; // the reader tells what is wrong
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

    /// <summary>
    /// Whether a picture of one scan ends with its pixels' data, without the last marker. Whether any data is missing before that the
    /// decoder finds. Of a progressive picture nothing can be said: what is missing may be its last scans.
    /// </summary>
    /// <param name="bytes">The whole file.</param>
    private static bool IsMissing(ReadOnlySpan<byte> bytes)
    {
        var (components, scans) = (0, 0);
        for (var at = 2; at + 4 <= bytes.Length;)
        {
            if (bytes[at] != 0xFF)
            {
                return false;
            }

            var marker = bytes[at + 1];
            switch (marker)
            {
                case 0xFF:
                    at++;
                    break;
                case 0xD9 or 0xC2 or 0xC6 or 0xCA or 0xCE:
                    return false;
                default:
                    var content = bytes[(at + 4)..];
                    if (marker is 0xC0 or 0xC1 && content.Length > 5)
                    {
                        components = content[5];
                    }

                    at += 2 + (bytes[at + 2] << 8) + bytes[at + 3];
                    if (marker == 0xDA)
                    {
                        scans++;
                        var isWhole = !content.IsEmpty && content[0] == components;
                        at = EndOfScan(bytes, at);
                        if (at >= bytes.Length)
                        {
                            return scans == 1 && isWhole;
                        }
                    }

                    break;
            }
        }

        return false;
    }

    // Within a scan, 0xFF is followed by 0 or by a number from 0xD0 to 0xD7; anything else is the next marker.
    private static int EndOfScan(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length)
        {
            var next = bytes[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= bytes.Length)
            {
                return bytes.Length;
            }

            at += next;
            if (bytes[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += 2;
        }

        return at;
    }
}
