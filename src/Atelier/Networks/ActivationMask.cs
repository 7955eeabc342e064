using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>
/// Through which values of a feature map the backward pass passes, one bit a value: the positive ones at a ReLU, and where a maximum pooling
/// follows, those of them that were the maximum. All that ReLU and pooling need on the backward pass, in a sixteenth of a bfloat16 map.
/// </summary>
internal sealed class ActivationMask : IDisposable
{
    private readonly long _maps;
    private readonly int _channels;

    private ActivationMask(Tensor output)
    {
        (_maps, _channels, Height, Width) = (output.shape[0], (int)output.shape[1], output.shape[2], output.shape[3]);
        Bits = empty([Places, ActivationMaskKernels<int>.Stride(_channels)], ScalarType.Byte);
    }

    /// <summary>The height of the map.</summary>
    public long Height { get; }

    /// <summary>The width of the map.</summary>
    public long Width { get; }

    /// <summary>What holds the bits, N·H·W times those of a place.</summary>
    public Tensor Bits { get; private set; }

    /// <summary>The bytes that they take.</summary>
    public long Bytes => Places * ActivationMaskKernels<int>.Stride(_channels);

    private long Places => _maps * Height * Width;

    /// <summary>Whether there are loops for what an engine computes with.</summary>
    public static bool AreFor(Engine engine) =>
        engine.Device.type == TorchSharp.DeviceType.CPU && engine.Format is ScalarType.BFloat16 or ScalarType.Float32;

    /// <summary>The gates of a ReLU.</summary>
    /// <param name="output">What it gave, (N, C, H, W).</param>
    public static ActivationMask OfRelu(Tensor output)
    {
        var gates = new ActivationMask(output);
        using var scope = NewDisposeScope();
        var values = Rows(output);
        Run(values, ActivationMaskKernels<short>.Positive, ActivationMaskKernels<int>.Positive)(Start(values), Start(gates.Bits), gates.Places, gates._channels);
        return gates;
    }

    /// <summary>Pools the maxima of 2×2 places of what a ReLU gave, and finds the gates of both.</summary>
    /// <param name="output">(N, C, H, W).</param>
    /// <returns>(N, C, ⌊H/2⌋, ⌊W/2⌋), and the gates.</returns>
    public static (Tensor Pooled, ActivationMask ActivationMask) MaxPool(Tensor output)
    {
        var gates = new ActivationMask(output);
        using var scope = NewDisposeScope();
        var (height, width) = (gates.Height, gates.Width);
        if ((height % 2) + (width % 2) > 0)
        {
            gates.Bits.zero_(); // what is left over is not pooled
        }

        var values = Rows(output);
        var pooled = empty([gates._maps, height / 2, width / 2, gates._channels], output.dtype);
        var pool = Run(values, ActivationMaskKernels<short>.Pool, ActivationMaskKernels<int>.Pool);
        for (var n = 0; n < gates._maps; n++)
        {
            pool(Start(values, n * height * width), Start(pooled.view(-1, gates._channels), n * (height / 2) * (width / 2)), gates.At(n), height, width, gates._channels);
        }

        return (pooled.permute(0, 3, 1, 2).MoveToOuterDisposeScope(), gates);
    }

    /// <summary>The gradient before the ReLU, given that after it, (N, C, H, W), which is used up.</summary>
    public Tensor Close(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var values = Rows(gradient);
        Run(values, ActivationMaskKernels<short>.Close, ActivationMaskKernels<int>.Close)(Start(values), Start(Bits), Places, _channels);
        return FromRows(values).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient before the ReLU, given that after its pooling, (N, C, ⌊H/2⌋, ⌊W/2⌋).</summary>
    public Tensor Spread(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var pooled = Rows(gradient);
        var values = empty([Places, _channels], gradient.dtype);
        var spread = Run(values, ActivationMaskKernels<short>.Spread, ActivationMaskKernels<int>.Spread);
        for (var n = 0; n < _maps; n++)
        {
            spread(Start(pooled, n * (Height / 2) * (Width / 2)), Start(values, n * Height * Width), At(n), Height, Width, _channels);
        }

        return FromRows(values).MoveToOuterDisposeScope();
    }

    /// <summary>Moves the bits.</summary>
    /// <param name="room">A vector of any type, of at least as many bytes. It is freed with this.</param>
    public unsafe void MoveTo(Tensor room)
    {
        Buffer.MemoryCopy((void*)Start(Bits), (void*)Start(room), Bytes, Bytes);
        Bits.Dispose();
        Bits = room;
    }

    /// <summary>Frees the bits.</summary>
    public void Dispose() => Bits.Dispose();

    private static Tensor Rows(Tensor map) => ChannelsLast.Rows(map).contiguous();

    private Tensor FromRows(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return rows.view(_maps, Height, Width, _channels).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    private static TLoop Run<TLoop>(Tensor values, TLoop bfloat16, TLoop float32) => values.dtype == ScalarType.BFloat16 ? bfloat16 : float32;

    // Where the bits of one of several maps begin.
    private nint At(int map) => Start(Bits) + (nint)(map * Height * Width * ActivationMaskKernels<int>.Stride(_channels));

    // Where a row of a matrix begins. A span of all of it might be longer than spans can be.
    private static nint Start(Tensor rows, long row = 0)
    {
        if (rows.numel() == 0)
        {
            return 0;
        }

        using var one = rows.narrow(0, row, 1);
        unsafe
        {
            return (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(one.bytes));
        }
    }
}
