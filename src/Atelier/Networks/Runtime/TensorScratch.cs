using System.Runtime.InteropServices;
using Atelier.Imaging.Storage;
using static TorchSharp.torch;

namespace Atelier.Networks.Runtime;

/// <summary>
/// A folder for large tensors, each of which lies in a <see cref="TemporaryMappedFile"/> of its own: what is not looked at need not be
/// resident. The file is given back with the last view of its tensor.
/// </summary>
/// <param name="folder">The folder, in which such files can be made.</param>
internal sealed unsafe partial class TensorScratch(string folder)
{
    /// <summary>A tensor with any values: in a file where there is a folder for it and it is large, else in memory.</summary>
    /// <param name="scratch">The folder; null for memory.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="format">The format of its values.</param>
    /// <param name="device">Its device; only tensors of the processor lie in files.</param>
    /// <exception cref="StylizeException">The disk is full.</exception>
    public static Tensor Empty(TensorScratch? scratch, long[] shape, ScalarType format, Device device)
    {
        using var one = empty(1, format);
        var bytes = shape.Aggregate(one.ElementSize, (size, length) => size * length);
        return scratch is null || device.type != TorchSharp.DeviceType.CPU || bytes < TensorMemory.SmallestBlock
            ? empty(shape, format, device)
            : scratch.InFile(bytes, shape, format);
    }

    /// <summary>The same with the shape, format and device of a contiguous tensor.</summary>
    public static Tensor EmptyLike(TensorScratch? scratch, Tensor like) => scratch is null ? empty_like(like) : Empty(scratch, like.shape, like.dtype, like.device);

    // torch.from_file maps a file, too, but does not say when it is unmapped: pages of other memory at the same addresses would be evicted.
    private Tensor InFile(long bytes, long[] shape, ScalarType format)
    {
        var file = TemporaryMappedFile.Create(folder, bytes);
        fixed (long* sizes = shape)
        {
            var handle = FromBlob(file.Start, &Free, sizes, shape.Length, (sbyte)format, (sbyte)format, (int)TorchSharp.DeviceType.CPU, -1, 0);
            return Tensor.UnsafeCreateTensor(handle);
        }
    }

    // By libtorch, on any thread.
    [UnmanagedCallersOnly]
    private static void Free(nint start) => TemporaryMappedFile.At(start).Dispose();

    // torch::from_blob; TorchSharp calls it with arrays of .NET alone.
    [LibraryImport(TorchRuntime.TorchSharpLibrary, EntryPoint = "THSTensor_new")]
    private static partial nint FromBlob(
        nint start, delegate* unmanaged<nint, void> free, long* sizes, int dimensions, sbyte format, sbyte resultFormat, int deviceType, int deviceIndex, byte requiresGradient);
}
