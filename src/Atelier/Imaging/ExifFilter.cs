using System.Buffers.Binary;

namespace Atelier.Imaging;

/// <summary>Takes out of an EXIF block what must not be in a painted picture's file.</summary>
internal static class ExifFilter
{
    private const int ExifDirectory = 0x8769;
    private const int ColourSpace = 0xA001;
    private const int MakerNote = 0x927C;
    private const ushort Srgb = 1;

    // Of the photograph's own pixels: how they are stored, thumbnails, XMP, IPTC and Photoshop's resources, which have thumbnails too;
    // sizes and places in pixels, and other colour spaces.
    private static readonly HashSet<int> Derived =
    [
        0x00FE, 0x00FF, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0111, 0x0115, 0x0116, 0x0117, 0x011C, 0x012D, 0x013D, 0x013E, 0x013F, 0x0142, 0x0143,
        0x0144, 0x0145, 0x014A, 0x0201, 0x0202, 0x0211, 0x0212, 0x0213, 0x0214, 0x02BC, 0x83BB, 0x8649, 0x8773, 0x9101, 0x9102, 0x9214, 0xA002, 0xA003,
        0xA005, 0xA20E, 0xA20F, 0xA210, 0xA214, 0xA500,
    ];

    // When and how: make and model, software, dates and their time zones, exposure, lens, and how the camera developed the picture.
    private static readonly HashSet<int> Harmless =
    [
        0x010F, 0x0110, 0x0112, 0x011A, 0x011B, 0x0128, 0x0131, 0x0132, ExifDirectory, 0x829A, 0x829D, 0x8822, 0x8827, 0x8830, 0x8831, 0x8832, 0x8833,
        0x9000, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9201, 0x9202, 0x9203, 0x9204, 0x9205, 0x9206, 0x9207, 0x9208, 0x9209, 0x920A, 0x9290, 0x9291,
        0x9292, 0xA000, ColourSpace, 0xA215, 0xA217, 0xA300, 0xA301, 0xA401, 0xA402, 0xA403, 0xA404, 0xA405, 0xA406, 0xA407, 0xA408, 0xA409, 0xA40A,
        0xA40C, 0xA432, 0xA433, 0xA434,
    ];

    private static ReadOnlySpan<byte> StartOfJpeg => [0xFF, 0xD8, 0xFF];

    /// <summary>What of a block is kept; null for nothing, and where the block cannot be understood.</summary>
    /// <param name="exif">The block, with or without its signature.</param>
    /// <param name="kept">What is kept.</param>
    public static byte[]? Apply(byte[] exif, KeptMetadata kept)
    {
        var signature = exif.Length - ExifBlock.WithoutSignature(exif).Length;
        var result = exif.ToArray();
        var reader = TiffReader.Open(new MemoryStream(result, signature, result.Length - signature));
        if (kept == KeptMetadata.None || reader is not { IsBig: false } || reader.First() is not { } page)
        {
            return null;
        }

        var bytes = result.AsSpan(signature);
        var details = reader.Directory(page, ExifDirectory);
        Prune(page, reader, bytes, kept);
        if (details is not null && details.At != page.At)
        {
            Prune(details, reader, bytes, kept);
        }

        return result;
    }

    // In place: nothing else moves, so that what names positions in the block, as maker notes do, stays right.
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
                    Write(entry.AsSpan(8), Srgb, reader);
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
        var end = (int)Math.Min(bytes.Length, last + reader.EntrySize + reader.InlineSize);
        bytes[at..end].Clear();
        Write(bytes[at..], (ushort)entries.Count, reader);
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i].CopyTo(bytes[(at + 2 + (i * reader.EntrySize))..]);
        }
    }

    // Some maker notes have a preview of the photograph.
    private static bool IsKept(TiffField field, TiffReader reader, KeptMetadata kept) => kept == KeptMetadata.Private
        ? Harmless.Contains(field.Tag)
        : !Derived.Contains(field.Tag) && (field.Tag != MakerNote || reader.Bytes(field, 1 << 20)?.AsSpan().IndexOf(StartOfJpeg) is < 0);

    private static void Write(Span<byte> at, ushort value, TiffReader reader)
    {
        if (reader.IsLittleEndian)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(at, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(at, value);
        }
    }
}
