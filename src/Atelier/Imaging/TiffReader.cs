using System.Buffers.Binary;

namespace Atelier.Imaging;

/// <summary>One field of a directory: its tag, the type and the number of its values, and where the values and the entry lie.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Type">The type of its values, 1 to 13 or 16 to 18.</param>
/// <param name="Count">How many values.</param>
/// <param name="At">Where the values begin.</param>
/// <param name="EntryAt">Where the directory's entry begins.</param>
internal readonly record struct TiffField(int Tag, int Type, long Count, long At, long EntryAt)
{
    /// <summary>Bytes of a value.</summary>
    public int Size => SizeOf(Type);

    /// <summary>Bytes of a value of a type; unknown types count as bytes.</summary>
    public static int SizeOf(int type) => type switch
    {
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 1,
    };
}

/// <summary>A directory: the fields of a page, or of a part of EXIF.</summary>
/// <param name="Fields">By tag.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Next">Where the next one begins; 0 for none.</param>
internal sealed record TiffDirectory(IReadOnlyDictionary<int, TiffField> Fields, long At, long Next);

/// <summary>
/// The directories of TIFF, BigTIFF and EXIF. They have facts that libvips does not report: which page is a reduced one, which extra sample
/// is the alpha. Damaged fields count as missing.
/// </summary>
internal sealed class TiffReader
{
    private const int MostFields = 4096;
    private const int MostValues = 1 << 16;

    private readonly Stream _stream;

    private TiffReader(Stream stream, bool isLittleEndian, bool isBig) => (_stream, IsLittleEndian, IsBig) = (stream, isLittleEndian, isBig);

    /// <summary>Whether the lowest byte of a number comes first.</summary>
    public bool IsLittleEndian { get; }

    /// <summary>Whether positions have 64 bits (BigTIFF).</summary>
    public bool IsBig { get; }

    /// <summary>Bytes of an entry.</summary>
    public int EntrySize => IsBig ? 20 : 12;

    /// <summary>Bytes of values that an entry has room for.</summary>
    public int InlineSize => IsBig ? 8 : 4;

    /// <summary>Where the first directory's position is written.</summary>
    public int FirstAt => IsBig ? 8 : 4;

    /// <summary>Reads the header.</summary>
    /// <returns>Null where this is no TIFF.</returns>
    public static TiffReader? Open(Stream stream)
    {
        var header = new byte[4];
        stream.Position = 0;
        if (stream.ReadAtLeast(header, 4, throwOnEndOfStream: false) < 4)
        {
            return null;
        }

        return header switch
        {
            [(byte)'I', (byte)'I', 42, 0] => new TiffReader(stream, true, false),
            [(byte)'I', (byte)'I', 43, 0] => new TiffReader(stream, true, true),
            [(byte)'M', (byte)'M', 0, 42] => new TiffReader(stream, false, false),
            [(byte)'M', (byte)'M', 0, 43] => new TiffReader(stream, false, true),
            _ => null,
        };
    }

    /// <summary>The first directory; null where there is none.</summary>
    public TiffDirectory? First() => Directory(Position(FirstAt));

    /// <summary>The directory at a position; null where there is none.</summary>
    public TiffDirectory? Directory(long at)
    {
        var count = at > 0 ? Number(at, IsBig ? 8 : 2) : 0;
        if (count is <= 0 or > MostFields)
        {
            return null;
        }

        var fields = new Dictionary<int, TiffField>();
        var entry = at + (IsBig ? 8 : 2);
        for (var i = 0; i < count && entry + EntrySize <= _stream.Length; i++, entry += EntrySize)
        {
            var type = (int)Number(entry + 2, 2);
            var values = Number(entry + 4, IsBig ? 8 : 4);
            var valueAt = entry + EntrySize - InlineSize;
            if (values < 0 || values > _stream.Length)
            {
                continue;
            }

            var field = new TiffField((int)Number(entry, 2), type, values, valueAt, entry);
            fields.TryAdd(field.Tag, field.Size * values > InlineSize ? field with { At = Position(valueAt) } : field);
        }

        return new TiffDirectory(fields, at, Position(entry));
    }

    /// <summary>The directory that a field of another points to; null where there is none.</summary>
    public TiffDirectory? Directory(TiffDirectory of, int tag) => Numbers(of, tag) is [var at, ..] ? Directory(at) : null;

    /// <summary>The whole numbers of a field; none where it is missing or too long to be true.</summary>
    public IReadOnlyList<long> Numbers(TiffDirectory of, int tag) => !of.Fields.TryGetValue(tag, out var field) || field.Count > MostValues
        ? []
        : [.. Enumerable.Range(0, (int)field.Count).Select(i => Number(field.At + (i * field.Size), field.Size))];

    /// <summary>The first whole number of a field; 0 where it is missing.</summary>
    public long Number(TiffDirectory of, int tag) => of.Fields.TryGetValue(tag, out var field) && field.Count > 0 ? Number(field.At, field.Size) : 0;

    /// <summary>The bytes of a field's values as they lie there; null where some are missing or there are more than allowed.</summary>
    public byte[]? Bytes(TiffField field, int most)
    {
        var size = field.Size * field.Count;
        if (size > most || field.At < 0 || field.At > _stream.Length - size)
        {
            return null;
        }

        var bytes = new byte[size];
        _stream.Position = field.At;
        _stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Writes a number of 16 bits in the file's order of bytes.</summary>
    public void Write(Span<byte> at, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(at, IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));

    // A position of 4 or, in BigTIFF, 8 bytes; 0 where it cannot be read.
    private long Position(long at) => Number(at, InlineSize);

    private long Number(long at, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (at < 0 || at > _stream.Length - size)
        {
            return 0;
        }

        _stream.Position = at;
        _stream.ReadExactly(bytes[..size]);
        if (!IsLittleEndian)
        {
            bytes[..size].Reverse();
        }

        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }
}
