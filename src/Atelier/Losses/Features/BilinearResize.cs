using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>
/// A bilinear resizing of a feature map tile by tile, forward and backward: half-pixel centres, no antialiasing. The parts of the resized
/// map that belong to the cores of all tiles together are that map.
/// </summary>
/// <param name="height">The map's height.</param>
/// <param name="width">The map's width.</param>
/// <param name="newHeight">The height of the resized map.</param>
/// <param name="newWidth">The width of the resized map.</param>
internal sealed class BilinearResize(long height, long width, long newHeight, long newWidth) : IFeatureResize
{
    /// <summary>How many positions beside the core a part is made from.</summary>
    public const int FixedReach = 1;

    /// <inheritdoc/>
    public int Reach => FixedReach;

    /// <summary>The part of the resized map whose positions have their centres in the tile's core, as a tile, float32; null where it is empty.</summary>
    public FeatureTile? Forward(FeatureTile tile)
    {
        var part = Part(tile.Core);
        if (part.IsEmpty)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var seen = tile.Core.Grown(Reach, height, width);
        var (rows, columns) = Taps(tile, part, seen);
        var x = tile.Of(tile.Map, seen).to(ScalarType.Float32);
        x = x.index_select(2, rows.First).lerp_(x.index_select(2, rows.Second), rows.Share.view(-1, 1));
        x = x.index_select(3, columns.First).lerp_(x.index_select(3, columns.Second), columns.Share);
        return new FeatureTile(x.MoveToOuterDisposeScope(), part, part);
    }

    /// <inheritdoc/>
    public void AddBackward(FeatureTile tile, Tensor ofPart, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var seen = tile.Core.Grown(Reach, height, width);
        var (rows, columns) = Taps(tile, Part(tile.Core), seen);
        var g = Scattered(ofPart, 3, columns, columns.Share, seen.Width);
        g = Scattered(g, 2, rows, rows.Share.view(-1, 1), seen.Height);
        tile.Of(gradient, seen).AddInPlace(g.to(gradient.dtype));
    }

    private Window Part(Window core) => new(
        Border(core.Top, height, newHeight), Border(core.Left, width, newWidth), Border(core.Bottom, height, newHeight), Border(core.Right, width, newWidth));

    private static Tensor Scattered(Tensor g, int dimension, (Tensor First, Tensor Second, Tensor Share) taps, Tensor share, long length)
    {
        var shape = g.shape;
        shape[dimension] = length;
        return zeros(shape, g.dtype, g.device)
            .AddAtInPlace(dimension, taps.First, g * share.OneMinus())
            .AddAtInPlace(dimension, taps.Second, g * share);
    }

    private ((Tensor First, Tensor Second, Tensor Share) Rows, (Tensor First, Tensor Second, Tensor Share) Columns) Taps(FeatureTile tile, Window part, Window seen) =>
    (
        Taps(part.Top, part.Bottom, height, newHeight, seen.Top, tile.Map.device),
        Taps(part.Left, part.Right, width, newWidth, seen.Left, tile.Map.device)
    );

    // The first new position whose centre lies at or after the beginning of an old one.
    private static long Border(long position, long length, long newLength) => (long)Math.Ceiling(((double)position * newLength / length) - 0.5);

    // The two positions that a new one lies between, counted from an offset, and the share of the second; in float32, as libtorch does.
    private static (Tensor First, Tensor Second, Tensor Share) Taps(long from, long to, long length, long newLength, long offset, Device device)
    {
        var (first, second, share) = (new long[to - from], new long[to - from], new float[to - from]);
        var scale = (float)length / newLength;
        for (var i = 0; i < first.Length; i++)
        {
            var at = Math.Max(0, (scale * (from + i + 0.5f)) - 0.5f);
            var position = Math.Min((long)at, length - 1);
            (first[i], second[i], share[i]) = (position - offset, Math.Min(position + 1, length - 1) - offset, at - position);
        }

        return (tensor(first, device: device), tensor(second, device: device), tensor(share, device: device));
    }
}
