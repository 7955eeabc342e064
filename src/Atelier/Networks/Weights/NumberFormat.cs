using System.Numerics;
using System.Runtime.InteropServices;

namespace Atelier.Networks.Weights;

/// <summary>How a weights file stores a number.</summary>
internal enum NumberFormat
{
    /// <summary>32 bits, as IEEE 754 has it.</summary>
    Float32,

    /// <summary>16 bits, as IEEE 754 has it: 5 of exponent, 10 of fraction.</summary>
    Float16,

    /// <summary>The upper half of a <see cref="Float32"/>.</summary>
    BFloat16,

    /// <summary>64 bits, as IEEE 754 has it.</summary>
    Float64,

    /// <summary>Whole numbers, truth values and whatever else no layer is made of. It is listed but cannot be read.</summary>
    Other,
}

/// <summary>From the stored formats to float32.</summary>
internal static class NumberFormats
{
    /// <summary>Bytes of one number; 0 for <see cref="NumberFormat.Other"/>.</summary>
    public static int Size(this NumberFormat format) => format switch
    {
        NumberFormat.Float64 => 8,
        NumberFormat.Float32 => 4,
        NumberFormat.Float16 or NumberFormat.BFloat16 => 2,
        _ => 0,
    };

    /// <summary>Converts little-endian numbers to float32.</summary>
    /// <param name="source">Exactly as many numbers as <paramref name="destination"/> takes; need not be aligned.</param>
    /// <param name="format">Any but <see cref="NumberFormat.Other"/>.</param>
    /// <param name="destination">Where they go.</param>
    public static void ToFloat32(ReadOnlySpan<byte> source, NumberFormat format, Span<float> destination)
    {
        switch (format)
        {
            case NumberFormat.Float32:
                source.CopyTo(MemoryMarshal.AsBytes(destination));
                break;
            case NumberFormat.Float16:
                Widen(MemoryMarshal.Cast<byte, ushort>(source), destination, FromHalf, bits => (float)BitConverter.UInt16BitsToHalf(bits));
                break;
            case NumberFormat.BFloat16:
                Widen(MemoryMarshal.Cast<byte, ushort>(source), destination, bits => bits << 16, bits => BitConverter.UInt32BitsToSingle((uint)bits << 16));
                break;
            case NumberFormat.Float64:
                var doubles = MemoryMarshal.Cast<byte, double>(source);
                for (var i = 0; i < doubles.Length; i++)
                {
                    destination[i] = (float)doubles[i];
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format));
        }
    }

    private static void Widen(
        ReadOnlySpan<ushort> source, Span<float> destination, Func<Vector<uint>, Vector<uint>> vector, Func<ushort, float> single)
    {
        var i = 0;
        for (; i <= source.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out var low, out var high);
            Vector.AsVectorSingle(vector(low)).CopyTo(destination[i..]);
            Vector.AsVectorSingle(vector(high)).CopyTo(destination[(i + Vector<uint>.Count)..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] = single(source[i]);
        }
    }

    /// <summary>The bits of a float32 for the bits of a float16, subnormal numbers included.</summary>
    private static Vector<uint> FromHalf(Vector<uint> half)
    {
        // Exponent and fraction in float32's places give the value divided by 2^112, which is the difference of the two
        // biases: the multiplication also makes float16's subnormal numbers normal.
        var magnitude = Vector.AsVectorUInt32(
            Vector.AsVectorSingle((half & new Vector<uint>(0x7fff)) << 13) * new Vector<float>(BitConverter.UInt32BitsToSingle(0x77800000)));
        var beyondFinite = Vector.GreaterThanOrEqual(magnitude, new Vector<uint>(0x47800000));
        magnitude |= beyondFinite & new Vector<uint>(0x7f800000);
        return magnitude | ((half & new Vector<uint>(0x8000)) << 16);
    }
}
