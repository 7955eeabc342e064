using static TorchSharp.torch;

namespace Atelier.Networks.Runtime;

/// <summary>One piece of a scratch file for several tensors, which give it back when the last of them is freed.</summary>
internal sealed class TensorRoom : IDisposable
{
    private const long Alignment = 64; // of bytes, which the widest registers like

    private readonly Tensor _all;
    private readonly long _elementSize;
    private long _taken;

    /// <param name="scratch">The file; what it has no room for lies in memory.</param>
    /// <param name="format">The format of the tensors.</param>
    /// <param name="bytes">The size of each.</param>
    public TensorRoom(ScratchFile scratch, ScalarType format, IEnumerable<long> bytes)
    {
        using var scope = NewDisposeScope();
        using var taking = scratch.AllocateIn();
        _elementSize = empty(0, format).ElementSize;
        _all = empty(bytes.Sum(RoundUp) / _elementSize, format).DetachFromDisposeScope();
    }

    /// <summary>The bytes of a tensor's values.</summary>
    public static long BytesOf(Tensor tensor) => tensor.numel() * tensor.ElementSize;

    /// <summary>A vector of at least so many bytes, which belongs to no scope.</summary>
    public Tensor Take(long bytes)
    {
        var (start, size) = (_taken, RoundUp(bytes));
        _taken += size;
        return _all.narrow(0, start / _elementSize, size / _elementSize).DetachFromDisposeScope();
    }

    /// <summary>Moves a map (1, C, H, W), channels last, here; the result belongs to no scope.</summary>
    public Tensor Move(Tensor map)
    {
        using var scope = NewDisposeScope();
        using var place = Take(BytesOf(map));
        var moved = ChannelsLast.FromRows(place.narrow(0, 0, map.numel()).view(-1, map.shape[1]), map.shape[2], map.shape[3]).DetachFromDisposeScope();
        moved.copy_(map);
        map.Dispose();
        return moved;
    }

    /// <summary>Lets go of what was not taken.</summary>
    public void Dispose() => _all.Dispose();

    private static long RoundUp(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
