namespace Atelier.Imaging;

/// <summary>The changes that are made to a raw EXIF block, which may have the <c>Exif</c> signature before its TIFF header.</summary>
internal static class ExifBlock
{
    private const int Orientation = 0x0112;
    private const int ExifDirectory = 0x8769;
    private const int MakerNote = 0x927C;
    private const int ColourSpace = 0xA001;
    private const ushort Upright = 1;
    private const ushort Srgb = 1;

    // Of the photograph's own pixels: storage, thumbnails, XMP, IPTC and Photoshop's resources, which have thumbnails too; sizes and
    // positions in pixels; other colour spaces.
    private static readonly HashSet<int> Derived =
    [
        0x00FE, 0x00FF, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0111, 0x0115, 0x0116, 0x0117, 0x011C, 0x012D, 0x013D, 0x013E, 0x013F, 0x0142, 0x0143,
        0x0144, 0x0145, 0x014A, 0x0201, 0x0202, 0x0211, 0x0212, 0x0213, 0x0214, 0x02BC, 0x83BB, 0x8649, 0x8773, 0x9101, 0x9102, 0x9214, 0xA002, 0xA003,
        0xA005, 0xA20E, 0xA20F, 0xA210, 0xA214, 0xA500,
    ];

    // When and how: make and model, software, dates and their time zones, exposure, lens, and how the camera developed the picture.
    private static readonly HashSet<int> Harmless =
    [
        0x010F, 0x0110, Orientation, 0x011A, 0x011B, 0x0128, 0x0131, 0x0132, ExifDirectory, 0x829A, 0x829D, 0x8822, 0x8827, 0x8830, 0x8831, 0x8832,
        0x8833, 0x9000, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9201, 0x9202, 0x9203, 0x9204, 0x9205, 0x9206, 0x9207, 0x9208, 0x9209, 0x920A, 0x9290,
        0x9291, 0x9292, 0xA000, ColourSpace, 0xA215, 0xA217, 0xA300, 0xA301, 0xA401, 0xA402, 0xA403, 0xA404, 0xA405, 0xA406, 0xA407, 0xA408, 0xA409,
        0xA40A, 0xA40C, 0xA432, 0xA433, 0xA434,
    ];

    private static ReadOnlySpan<byte> StartOfJpeg => [0xFF, 0xD8, 0xFF];

    /// <summary>A copy of the block that calls the picture upright. A block that cannot be understood is copied as it is.</summary>
    public static byte[] WithUprightOrientation(ReadOnlySpan<byte> exif)
    {
        var (copy, tiff, reader) = Copied(exif);
        if (reader?.First() is { } page && page.Fields.TryGetValue(Orientation, out var field))
        {
            reader.Write(copy.AsSpan(tiff + (int)field.EntryAt + reader.EntrySize - reader.InlineSize), Upright);
        }

        return copy;
    }

    /// <summary>The block from its TIFF header on.</summary>
    public static ReadOnlySpan<byte> WithoutSignature(ReadOnlySpan<byte> exif) => exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;

    /// <summary>The block without the fields that must not be in a painted picture's file.</summary>
    /// <returns>Null where nothing remains, and where the block cannot be understood.</returns>
    public static byte[]? Filtered(byte[] exif, KeptMetadata kept)
    {
        var (copy, tiff, reader) = Copied(exif);
        if (kept == KeptMetadata.None || reader is not { IsBig: false } || reader.First() is not { } page)
        {
            return null;
        }

        var details = reader.Directory(page, ExifDirectory);
        Prune(page, reader, copy.AsSpan(tiff), kept);
        if (details is not null && details.At != page.At)
        {
            Prune(details, reader, copy.AsSpan(tiff), kept);
        }

        return copy;
    }

    private static (byte[] Copy, int Tiff, TiffReader? Reader) Copied(ReadOnlySpan<byte> exif)
    {
        var (copy, tiff) = (exif.ToArray(), exif.Length - WithoutSignature(exif).Length);
        return (copy, tiff, TiffReader.Open(new MemoryStream(copy, tiff, copy.Length - tiff)));
    }

    // In place: nothing else moves, so that positions in the block, which maker notes contain, stay right.
    private static void Prune(TiffDirectory directory, TiffReader reader, Span<byte> bytes, KeptMetadata kept)
    {
        if (directory.Fields.Count == 0)
        {
            return;
        }

        var entries = new List<byte[]>();
        foreach (var field in directory.Fields.Values.OrderBy(f => f.EntryAt))
        {
            var entry = bytes.Slice((int)field.EntryAt, reader.EntrySize).ToArray();
            if (IsKept(field, reader, kept))
            {
                if (field.Tag == ColourSpace)
                {
                    reader.Write(entry.AsSpan(8), Srgb);
                }

                entries.Add(entry);
            }
            else if (reader.Bytes(field, bytes.Length) is { } values)
            {
                bytes.Slice((int)field.At, values.Length).Clear();
            }
        }

        // The next directory is that of the thumbnail.
        var at = (int)directory.At;
        var last = directory.Fields.Values.Max(f => f.EntryAt);
        bytes[at..(int)Math.Min(bytes.Length, last + reader.EntrySize + reader.InlineSize)].Clear();
        reader.Write(bytes[at..], (ushort)entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i].CopyTo(bytes[(at + 2 + (i * reader.EntrySize))..]);
        }
    }

    // Some maker notes have a preview of the photograph.
    private static bool IsKept(TiffField field, TiffReader reader, KeptMetadata kept) => kept == KeptMetadata.Private
        ? Harmless.Contains(field.Tag)
        : !Derived.Contains(field.Tag) && (field.Tag != MakerNote || reader.Bytes(field, 1 << 20)?.AsSpan().IndexOf(StartOfJpeg) is < 0);
}
