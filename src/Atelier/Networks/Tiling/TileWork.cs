namespace Atelier.Networks.Tiling;

/// <summary>How much there is to compute and to keep where a picture passes the network in tiles.</summary>
internal static class TileWork
{
    /// <summary>The multiply-adds of a step without tiles: once there and once back.</summary>
    public static double OfWhole(NetworkArchitecture architecture, int deepest, long height, long width) =>
        2 * Forward(architecture, deepest, layer => height / layer.Stride * (width / layer.Stride));

    /// <summary>The multiply-adds of a step in tiles: there, there again as far as it was not kept, and back.</summary>
    /// <param name="architecture">The layers of the network.</param>
    /// <param name="grid">The tiles.</param>
    /// <param name="keptFrom">The first layer from which on maps are kept of every tile.</param>
    public static double Of(NetworkArchitecture architecture, TileGrid grid, int keptFrom)
    {
        var sum = 0.0;
        for (var t = 0; t < grid.Tiles.Count; t++)
        {
            var again = t == grid.Tiles.Count - 1 ? 0 : Math.Min(keptFrom, grid.Deepest + 1) - 1;
            sum += (2 * In(grid.Tiles[t], grid.Deepest)) + (again > 0 ? In(grid.Tiles[t], again) : 0);
        }

        return sum;

        double In(TileFrame tile, int deepest) => Forward(architecture, deepest, layer => Area(tile, architecture.IndexOf(layer.Name)));
    }

    /// <summary>How many values are kept of all tiles but the last, from the first pass to the second.</summary>
    /// <param name="architecture">The layers of the network.</param>
    /// <param name="grid">The tiles.</param>
    /// <param name="keptFrom">The first layer from which on maps are kept.</param>
    public static double ValuesKept(NetworkArchitecture architecture, TileGrid grid, int keptFrom)
    {
        var sum = 0.0;
        for (var layer = keptFrom; layer <= grid.Deepest; layer++)
        {
            if (architecture.Layers[layer].Kind == LayerKind.Relu)
            {
                sum += architecture.Layers[layer].Channels * grid.Tiles.SkipLast(1).Sum(t => Area(t, layer));
            }
        }

        return sum;
    }

    private static double Area(TileFrame tile, int layer)
    {
        var covers = tile.Covers(layer);
        return (double)covers.Height * covers.Width;
    }

    private static double Forward(NetworkArchitecture architecture, int deepest, Func<Layer, double> area)
    {
        var (sum, inputs) = (0.0, 3);
        foreach (var layer in architecture.Layers.Take(deepest + 1).Where(l => l.Kind == LayerKind.Convolution))
        {
            sum += 9.0 * inputs * layer.Channels * area(layer);
            inputs = layer.Channels;
        }

        return sum;
    }
}
