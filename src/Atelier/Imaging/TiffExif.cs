using System.Buffers.Binary;

namespace Atelier.Imaging;

/// <summary>
/// EXIF in TIFF files, which libvips neither reads nor writes there: fields of the page itself, and directories that it points to. Maker
/// notes are left out, because they contain positions that would no longer be right.
/// </summary>
internal static class TiffExif
{
    private const int ExifDirectory = 0x8769;
    private const int GpsDirectory = 0x8825;
    private const int MakerNote = 0x927C;
    private const int MostBytes = 60_000;

    private static readonly int[] OfThePage =
        [0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x8298, ExifDirectory, GpsDirectory]; // description to copyright

    /// <summary>The EXIF of a page, as a block of its own; null where it has none.</summary>
    public static byte[]? Read(TiffReader reader, TiffDirectory page)
    {
        if (!OfThePage.Any(page.Fields.ContainsKey))
        {
            return null;
        }

        var block = new MemoryStream();
        block.Write(reader.IsLittleEndian ? "II*\0"u8 : "MM\0*"u8);
        block.Write(new byte[4]);
        Write(block, TiffReader.Open(block)!, [], reader, page);
        return block.Length <= MostBytes ? block.ToArray() : null;
    }

    /// <summary>Adds a block of EXIF to a TIFF file that has none.</summary>
    public static void Append(Stream tiff, byte[] exif)
    {
        var source = TiffReader.Open(new MemoryStream(ExifBlock.WithoutSignature(exif).ToArray()));
        if (source?.First() is not { } from || TiffReader.Open(tiff) is not { } reader || reader.First() is not { } page)
        {
            return;
        }

        var entries = page.Fields.Values.Select(f =>
        {
            tiff.Position = f.EntryAt;
            var entry = new byte[reader.EntrySize];
            tiff.ReadExactly(entry);
            return (f.Tag, entry);
        });
        Write(tiff, reader, [.. entries], source, from);
    }

    // Values and directories go to the end; the file begins to point to them last.
    private static void Write(Stream target, TiffReader layout, List<(int Tag, byte[] Entry)> entries, TiffReader source, TiffDirectory from)
    {
        var writer = new Writer(target, layout, source);
        entries.AddRange(from.Fields.Values
            .Where(f => OfThePage.Contains(f.Tag) && f.Tag is not (ExifDirectory or GpsDirectory) && entries.All(e => e.Tag != f.Tag))
            .Select(writer.Entry).OfType<(int, byte[])>());
        foreach (var tag in new[] { ExifDirectory, GpsDirectory })
        {
            if (source.Directory(from, tag) is { } directory)
            {
                var at = writer.Directory([.. directory.Fields.Values.Where(f => f.Tag is not (MakerNote or 0xA005)).Select(writer.Entry).OfType<(int, byte[])>()]);
                entries.Add((tag, writer.Pointer(tag, at)));
            }
        }

        var first = writer.Directory(entries);
        target.Position = layout.FirstAt;
        target.Write(writer.Number(first, layout.InlineSize));
        target.Position = target.Length;
    }

    private sealed class Writer(Stream target, TiffReader layout, TiffReader source)
    {
        // A field of the source; null where its values are missing.
        public (int Tag, byte[] Entry)? Entry(TiffField field)
        {
            if (source.Bytes(field, MostBytes) is not { } values)
            {
                return null;
            }

            if (layout.IsLittleEndian != source.IsLittleEndian)
            {
                // A fraction is two numbers of half its size.
                var size = field.Type is 5 or 10 ? 4 : field.Size;
                for (var at = 0; at + size <= values.Length; at += size)
                {
                    values.AsSpan(at, size).Reverse();
                }
            }

            if (values.Length > layout.InlineSize)
            {
                var at = End();
                target.Write(values);
                values = Number(at, layout.InlineSize);
            }

            Array.Resize(ref values, layout.InlineSize);
            return (field.Tag, [.. Number(field.Tag, 2), .. Number(field.Type, 2), .. Number(field.Count, layout.InlineSize), .. values]);
        }

        public byte[] Pointer(int tag, long at) =>
            [.. Number(tag, 2), .. Number(layout.IsBig ? 16 : 4, 2), .. Number(1, layout.InlineSize), .. Number(at, layout.InlineSize)];

        public long Directory(List<(int Tag, byte[] Entry)> entries)
        {
            var at = End();
            target.Write(Number(entries.Count, layout.IsBig ? 8 : 2));
            foreach (var (_, entry) in entries.OrderBy(e => e.Tag))
            {
                target.Write(entry);
            }

            target.Write(new byte[layout.InlineSize]);
            return at;
        }

        public byte[] Number(long value, int size)
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            Array.Resize(ref bytes, size);
            if (!layout.IsLittleEndian)
            {
                Array.Reverse(bytes);
            }

            return bytes;
        }

        // Everything begins at an even position.
        private long End()
        {
            target.Position = target.Length;
            if (target.Length % 2 == 1)
            {
                target.WriteByte(0);
            }

            return target.Position;
        }
    }
}
