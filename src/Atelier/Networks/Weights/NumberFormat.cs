using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Atelier.Networks.Weights;

/// <summary>How a weights file stores a number.</summary>
internal enum NumberFormat
{
    /// <summary>32 bits of IEEE 754.</summary>
    Float32,

    /// <summary>16 bits of IEEE 754: 5 of exponent, 10 of fraction.</summary>
    Float16,

    /// <summary>The upper half of a <see cref="Float32"/>.</summary>
    BFloat16,

    /// <summary>64 bits of IEEE 754.</summary>
    Float64,

    /// <summary>Whole numbers, truth values and others of which no layer is made. Such an array is listed but cannot be read.</summary>
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
    /// <param name="destination">Takes the numbers.</param>
    public static void ToFloat32(ReadOnlySpan<byte> source, NumberFormat format, Span<float> destination)
    {
        switch (format)
        {
            case NumberFormat.Float32:
                source.CopyTo(MemoryMarshal.AsBytes(destination));
                break;
            case NumberFormat.Float16:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(source), destination);
                break;
            case NumberFormat.BFloat16:
                var bits = MemoryMarshal.Cast<float, uint>(destination);
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, ushort>(source), bits);
                TensorPrimitives.ShiftLeft(bits, 16, bits);
                break;
            case NumberFormat.Float64:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(source), destination);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format));
        }
    }
}
