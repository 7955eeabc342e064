using System.Buffers.Binary;

namespace Atelier.Tests.Imaging;

/// <summary>Builds TIFF files of unusual kinds, which libvips does not write.</summary>
internal sealed class TiffBytes : IDisposable
{
    private readonly MemoryStream _file = new();
    private long _pointer = 4;

    public TiffBytes() => _file.Write("II*\0\0\0\0\0"u8);

    /// <summary>Adds a page of one strip.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="samples">Samples of a pixel, and the value of each everywhere.</param>
    /// <param name="more">Further fields: tag and values of 16 bits.</param>
    public TiffBytes Page(int width, int height, byte[] samples, params (int Tag, int[] Values)[] more)
    {
        var pixels = At(Enumerable.Range(0, width * height).SelectMany(_ => samples).ToArray());
        List<(int Tag, int[] Values)> fields =
        [
            (256, [width]), (257, [height]), (258, [.. samples.Select(_ => 8)]), (259, [1]), (262, [2]), (277, [samples.Length]), (278, [height]), (284, [1]), .. more,
        ];
        fields = [.. fields.GroupBy(f => f.Tag).Select(g => g.Last())];
        var entries = fields.Select(f => (f.Tag, Bytes: Entry(f.Tag, 3, f.Values.Length, [.. f.Values.SelectMany(v => BitConverter.GetBytes((ushort)v))])))
            .Append((273, Entry(273, 4, 1, BitConverter.GetBytes((int)pixels))))
            .Append((279, Entry(279, 4, 1, BitConverter.GetBytes(width * height * samples.Length))))
            .OrderBy(e => e.Item1).ToList();
        var directory = At([.. BitConverter.GetBytes((ushort)entries.Count), .. entries.SelectMany(e => e.Item2), 0, 0, 0, 0]);
        _file.Position = _pointer;
        _file.Write(BitConverter.GetBytes((int)directory));
        _pointer = directory + 2 + (12 * entries.Count);
        return this;
    }

    public byte[] ToArray() => _file.ToArray();

    public void Dispose() => _file.Dispose();

    private byte[] Entry(int tag, int type, int count, byte[] values)
    {
        var entry = new byte[12];
        BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(2), (ushort)type);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(4), count);
        (values.Length > 4 ? BitConverter.GetBytes((int)At(values)) : values).CopyTo(entry, 8);
        return entry;
    }

    private long At(byte[] bytes)
    {
        _file.Position = _file.Length + (_file.Length % 2);
        var at = _file.Position;
        _file.Write(bytes);
        return at;
    }
}
