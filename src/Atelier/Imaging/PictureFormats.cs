using System.Buffers.Binary;

namespace Atelier.Imaging;

/// <summary>The extensions, first bytes and limits of each <see cref="PictureFormat"/>.</summary>
internal static class PictureFormats
{
    /// <summary>How many of a file's first bytes <see cref="FromContent"/> needs.</summary>
    public const int SignatureLength = 256;

    /// <summary>The extensions that <see cref="FromExtension"/> knows, for messages.</summary>
    public const string KnownExtensions = ".jpg, .jpeg, .png, .tif, .tiff, .webp or .avif";

    /// <summary>The format of a path's extension, or null.</summary>
    public static PictureFormat? FromExtension(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => PictureFormat.Jpeg,
        ".png" => PictureFormat.Png,
        ".tif" or ".tiff" => PictureFormat.Tiff,
        ".webp" => PictureFormat.WebP,
        ".avif" => PictureFormat.Avif,
        _ => null,
    };

    /// <summary>The format that a file's first bytes declare, or null. The file's name plays no part.</summary>
    public static PictureFormat? FromContent(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xD8, 0xFF, ..] => PictureFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PictureFormat.Png,
        // 42 is TIFF, 43 is BigTIFF.
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => PictureFormat.Tiff,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => PictureFormat.WebP,
        _ => HasAvifBrand(start) ? PictureFormat.Avif : null,
    };

    /// <summary>The format's name as people write it.</summary>
    public static string Name(this PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => "JPEG",
        PictureFormat.Png => "PNG",
        PictureFormat.Tiff => "TIFF",
        PictureFormat.WebP => "WebP",
        _ => "AVIF",
    };

    /// <summary>The longest side that can be written, in pixels.</summary>
    public static int MaxSide(this PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => 65_500,
        PictureFormat.WebP => 16_383,
        PictureFormat.Avif => 16_384,
        _ => int.MaxValue,
    };

    /// <summary>Whether alpha can be written.</summary>
    public static bool HasTransparency(this PictureFormat format) => format is not PictureFormat.Jpeg;

    /// <summary>Whether 16 bits a channel can be written.</summary>
    public static bool Has16Bits(this PictureFormat format) => format is PictureFormat.Png or PictureFormat.Tiff;

    // AVIF opens with a box of type "ftyp": a length, the type, the major brand, a version and any number of compatible
    // brands. HEIC shares the container, so only the brands tell them apart.
    private static bool HasAvifBrand(ReadOnlySpan<byte> start)
    {
        if (start.Length < 16 || !start[4..8].SequenceEqual("ftyp"u8))
        {
            return false;
        }

        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(start), (uint)start.Length);
        for (var at = 8; at + 4 <= end; at += 4)
        {
            var brand = start.Slice(at, 4);
            if (at != 12 && (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8)))
            {
                return true;
            }
        }

        return false;
    }
}
