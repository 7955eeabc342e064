using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Atelier.Networks.Weights;

/// <summary>Reads the arguments of pickle opcodes, never beyond the end.</summary>
internal ref struct PickleReader(string path, ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    public string Text(int length) => Encoding.UTF8.GetString(Take(length));

    /// <summary>A long or, where it has no room, a BigInteger.</summary>
    public object Integer(int length)
    {
        var integer = new BigInteger(Take(length));
        return integer >= long.MinValue && integer <= long.MaxValue ? (long)integer : (object)integer;
    }

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _bytes.Length - Position)
        {
            throw WeightsError.In(path, $"its pickle is cut short or damaged; fetch the file again");
        }

        var result = _bytes.Slice(Position, length);
        Position += length;
        return result;
    }

    public string Line()
    {
        var length = _bytes[Position..].IndexOf((byte)'\n');
        var result = Text(length < 0 ? int.MaxValue : length);
        Take(1);
        return result;
    }
}
