using System.Numerics;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace Atelier.Networks.Runtime;

/// <summary>
/// The loops over single values behind <see cref="ActivationMask"/>. Values are read as the integers that their bits spell: what a ReLU gives is
/// not negative, and floats that are not negative have the order of those integers.
/// </summary>
/// <typeparam name="T"><see cref="short"/> for bfloat16, <see cref="int"/> for float32.</typeparam>
internal static unsafe class ActivationMaskKernels<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private const long ValuesOfAPart = 1 << 18;

    // One bit a lane; those of the float32 lanes are eight, of the bfloat16 lanes sixteen.
    private static readonly Vector256<T> LaneBits = Vector256.Create<T>([.. Enumerable.Range(0, Vector256<T>.Count).Select(i => T.CreateTruncating(1 << i))]);

    private static int Lanes => Vector256<T>.Count;

    /// <summary>The bytes that the gates of a place take.</summary>
    public static int Stride(int channels) => (channels + 7) / 8;

    /// <summary>Opens the gates of positive values.</summary>
    /// <param name="values">Some places, each with its channels.</param>
    /// <param name="gates">For each place <see cref="Stride"/> bytes.</param>
    /// <param name="places">How many places.</param>
    /// <param name="channels">How many channels.</param>
    public static void Positive(nint values, nint gates, long places, int channels) => InParts(places, channels, (from, to) =>
    {
        for (var place = from; place < to; place++)
        {
            var x = (T*)values + (place * channels);
            var g = (byte*)gates + (place * Stride(channels));
            var c = 0;
            for (; c <= channels - Lanes; c += Lanes)
            {
                Write(g + (c / 8), Vector256.GreaterThan(Vector256.Load(x + c), Vector256<T>.Zero));
            }

            Rest(x, g, c, channels);
        }

        static void Rest(T* x, byte* g, int c, int channels)
        {
            for (; c < channels; c++)
            {
                Put(g, c, x[c] > T.Zero);
            }
        }
    });

    /// <summary>Sets what stands before closed gates to 0.</summary>
    /// <param name="values">As in <see cref="Positive"/>; changed in place.</param>
    /// <param name="gates">The gates.</param>
    /// <param name="places">How many places.</param>
    /// <param name="channels">How many channels.</param>
    public static void Close(nint values, nint gates, long places, int channels) => InParts(places, channels, (from, to) =>
    {
        for (var place = from; place < to; place++)
        {
            var x = (T*)values + (place * channels);
            Pass(x, x, (byte*)gates + (place * Stride(channels)), channels);
        }
    });

    /// <summary>The maxima of 2×2 places, and the gate of the first of each four that is the maximum, if that is positive.</summary>
    /// <param name="values">A map of <paramref name="height"/>×<paramref name="width"/> places.</param>
    /// <param name="maxima">Of half the height and width, rounded down.</param>
    /// <param name="gates">Those of the map; 0 where nothing is pooled.</param>
    /// <param name="height">The height of the map.</param>
    /// <param name="width">Its width.</param>
    /// <param name="channels">Its channels.</param>
    public static void Pool(nint values, nint maxima, nint gates, long height, long width, int channels) => InParts(height / 2, channels * width, (from, to) =>
    {
        var (stride, row) = (Stride(channels), width * channels);
        for (var y = from; y < to; y++)
        {
            for (var x = 0L; x < width / 2; x++)
            {
                var place = (2 * y * width) + (2 * x);
                var a = (T*)values + (place * channels);
                var g = (byte*)gates + (place * stride);
                PoolFour(a, row, (T*)maxima + (((y * (width / 2)) + x) * channels), g, width * stride, channels);
            }
        }
    });

    /// <summary>The backward pass of <see cref="Pool"/>: each gradient goes through the gate that is open, if one is.</summary>
    /// <param name="gradient">That of the maxima.</param>
    /// <param name="result">That of the map, all of which is written.</param>
    /// <param name="gates">Those of the map.</param>
    /// <param name="height">The height of the map.</param>
    /// <param name="width">Its width.</param>
    /// <param name="channels">Its channels.</param>
    public static void Spread(nint gradient, nint result, nint gates, long height, long width, int channels) => InParts(height, channels * width, (from, to) =>
    {
        var stride = Stride(channels);
        var (pooledRow, pooledHeight) = (width / 2, height / 2);
        for (var y = from; y < to; y++)
        {
            for (var x = 0L; x < width; x++)
            {
                var target = (T*)result + (((y * width) + x) * channels);
                if (y / 2 < pooledHeight && x / 2 < pooledRow)
                {
                    Pass((T*)gradient + ((((y / 2) * pooledRow) + (x / 2)) * channels), target, (byte*)gates + (((y * width) + x) * stride), channels);
                }
                else
                {
                    new Span<T>(target, channels).Clear();
                }
            }
        }
    });

    private static void Pass(T* x, T* result, byte* gates, int channels)
    {
        var c = 0;
        for (; c <= channels - Lanes; c += Lanes)
        {
            var open = Vector256.Equals(Read(gates + (c / 8)) & LaneBits, LaneBits);
            (Vector256.Load(x + c) & open).Store(result + c);
        }

        for (; c < channels; c++)
        {
            result[c] = (gates[c / 8] & (1 << (c % 8))) != 0 ? x[c] : T.Zero;
        }
    }

    private static void PoolFour(T* a, long row, T* maximum, byte* gates, long gateRow, int channels)
    {
        var stride = Stride(channels);
        var c = 0;
        for (; c <= channels - Lanes; c += Lanes)
        {
            var (first, second) = (Vector256.Load(a + c), Vector256.Load(a + channels + c));
            var (third, fourth) = (Vector256.Load(a + row + c), Vector256.Load(a + row + channels + c));
            var most = Vector256.Max(Vector256.Max(first, second), Vector256.Max(third, fourth));
            most.Store(maximum + c);
            var left = Vector256.GreaterThan(most, Vector256<T>.Zero);
            var g = gates + (c / 8);
            Choose(g, first, most, ref left);
            Choose(g + stride, second, most, ref left);
            Choose(g + gateRow, third, most, ref left);
            Choose(g + gateRow + stride, fourth, most, ref left);
        }

        for (; c < channels; c++)
        {
            var most = T.Max(T.Max(a[c], a[channels + c]), T.Max(a[row + c], a[row + channels + c]));
            maximum[c] = most;
            var left = most > T.Zero;
            ChooseOne(gates, c, a[c] == most, ref left);
            ChooseOne(gates + stride, c, a[channels + c] == most, ref left);
            ChooseOne(gates + gateRow, c, a[row + c] == most, ref left);
            ChooseOne(gates + gateRow + stride, c, a[row + channels + c] == most, ref left);
        }
    }

    private static void Choose(byte* gates, Vector256<T> values, Vector256<T> most, ref Vector256<T> left)
    {
        var chosen = Vector256.Equals(values, most) & left;
        Write(gates, chosen);
        left = Vector256.AndNot(left, chosen);
    }

    private static void ChooseOne(byte* gates, int channel, bool isMost, ref bool left)
    {
        Put(gates, channel, isMost && left);
        left &= !isMost;
    }

    private static void Write(byte* gates, Vector256<T> open)
    {
        var bits = open.ExtractMostSignificantBits();
        if (sizeof(T) == sizeof(short))
        {
            *(ushort*)gates = (ushort)bits;
        }
        else
        {
            *gates = (byte)bits;
        }
    }

    private static Vector256<T> Read(byte* gates) =>
        Vector256.Create(sizeof(T) == sizeof(short) ? T.CreateTruncating(*(ushort*)gates) : T.CreateTruncating(*gates));

    // The gates of a byte are written in order, so that the first clears what was there.
    private static void Put(byte* gates, int channel, bool open)
    {
        var (place, bit) = (channel / 8, channel % 8);
        gates[place] = (byte)((bit == 0 ? 0 : gates[place]) | (open ? 1 << bit : 0));
    }

    private static void InParts(long count, long valuesEach, Action<long, long> part)
    {
        var size = Math.Max(1, ValuesOfAPart / Math.Max(1, valuesEach));
        var parts = (count + size - 1) / size;
        if (parts <= 1)
        {
            part(0, count);
            return;
        }

        Parallel.For(
            0, parts, new ParallelOptions { MaxDegreeOfParallelism = torch.get_num_threads() }, i => part(i * size, Math.Min(count, (i + 1) * size)));
    }
}
