namespace Atelier.Networks.Tiling;

/// <summary>How much there is to compute and to keep where a picture passes the network in tiles.</summary>
internal static class TileWork
{
    /// <summary>The multiply-adds of a step without tiles: once there and once back.</summary>
    public static double OfWhole(NetworkArchitecture architecture, int deepest, long height, long width) =>
        2 * Forward(architecture, deepest, layer => (double)(height / architecture.Layers[layer].Stride) * (width / architecture.Layers[layer].Stride));

    /// <summary>The multiply-adds of a step in tiles: there, there again as far as it was not kept, and back.</summary>
    /// <param name="architecture">The layers of the network.</param>
    /// <param name="grid">The tiles.</param>
    /// <param name="keptFrom">The first layer from which on maps are kept of every tile.</param>
    public static double Of(NetworkArchitecture architecture, TileGrid grid, int keptFrom) =>
        (2 * Forward(architecture, grid.Deepest, grid.AreaOfAll))
        + Forward(architecture, Math.Min(keptFrom, grid.Deepest + 1) - 1, layer => AreaOfAllButTheLast(grid, layer));

    /// <summary>How many values are kept of all tiles but the last, from the first pass to the second.</summary>
    /// <param name="network">Its layers, and what taps read from them.</param>
    /// <param name="grid">The tiles.</param>
    /// <param name="keptFrom">The first layer from which on maps are kept.</param>
    public static double ValuesKept(NetworkFootprint network, TileGrid grid, int keptFrom)
    {
        var sum = network.Readings.Where(r => r.Source >= keptFrom).Sum(r => r.Channels * AreaOfAllButTheLast(grid, r.Source));
        for (var layer = keptFrom; layer <= grid.Deepest; layer++)
        {
            if (network.Architecture.Layers[layer].Kind == LayerKind.Relu)
            {
                sum += network.Architecture.Layers[layer].Channels * AreaOfAllButTheLast(grid, layer);
            }
        }

        return sum;
    }

    private static double AreaOfAllButTheLast(TileGrid grid, int layer)
    {
        var last = grid.Tiles[^1].Covers(layer);
        return grid.AreaOfAll(layer) - ((double)last.Height * last.Width);
    }

    private static double Forward(NetworkArchitecture architecture, int deepest, Func<int, double> area)
    {
        var (sum, inputs) = (0.0, 3);
        for (var i = 0; i <= deepest; i++)
        {
            if (architecture.Layers[i] is { Kind: LayerKind.Convolution } layer)
            {
                sum += 9.0 * inputs * layer.Channels * area(i);
                inputs = layer.Channels;
            }
        }

        return sum;
    }
}
