using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>
/// The memory format in which the channels of a pixel lie together. Convolution and pooling follow the strides that they
/// are given and are faster in this one; TorchSharp has no argument for it.
/// </summary>
internal static class ChannelsLast
{
    /// <summary>The same values, (N, C, H, W), with the channels innermost in memory.</summary>
    public static Tensor Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>A feature map (1, C, H, W) as one row a pixel, (H·W, C); a view where the map is channels last.</summary>
    public static Tensor Rows(Tensor map)
    {
        using var scope = NewDisposeScope();
        return map.permute(0, 2, 3, 1).reshape(-1, map.shape[1]).MoveToOuterDisposeScope();
    }

    /// <summary>The inverse of <see cref="Rows"/>: (H·W, C) as a view (1, C, H, W).</summary>
    public static Tensor FromRows(Tensor rows, long height, long width)
    {
        using var scope = NewDisposeScope();
        return rows.reshape(1, height, width, rows.shape[1]).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Room for a map (1, C, height, width), whatever its values are.</summary>
    /// <param name="channels">Its channels, C.</param>
    /// <param name="height">Its height.</param>
    /// <param name="width">Its width.</param>
    /// <param name="format">The format of its values.</param>
    /// <param name="device">Its device.</param>
    /// <param name="scratch">Where it lies; null for memory.</param>
    public static Tensor Empty(long channels, long height, long width, ScalarType format, Device device, TensorScratch? scratch = null)
    {
        using var scope = NewDisposeScope();
        return TensorScratch.Empty(scratch, [1, height, width, channels], format, device).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>The same with the channels, format and device of another map.</summary>
    public static Tensor Empty(Tensor like, long height, long width, TensorScratch? scratch = null) =>
        Empty(like.shape[1], height, width, like.dtype, like.device, scratch);

    /// <summary>Zeros (1, C, height, width) with the channels, format and device of another map.</summary>
    public static Tensor Zeros(Tensor like, long height, long width)
    {
        using var scope = NewDisposeScope();
        return zeros([1, height, width, like.shape[1]], like.dtype, like.device).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }
}
