namespace Atelier.Networks.Tiling;

/// <summary>
/// A picture cut into tiles for a pass to a layer. Cores begin on multiples of that layer's stride, so that every pooling has the
/// same pairs as in the whole picture.
/// </summary>
internal sealed class TileGrid
{
    private readonly NetworkArchitecture _architecture;
    private readonly int _columns;

    /// <param name="architecture">The layers of the network.</param>
    /// <param name="deepest">The place of the deepest layer.</param>
    /// <param name="height">The picture's height in pixels.</param>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="core">About how many pixels the side of a tile has, without its margin; never more by as much as the stride.</param>
    /// <param name="reach">How many places beside the core the losses look at, at every layer.</param>
    public TileGrid(NetworkArchitecture architecture, int deepest, long height, long width, long core, long reach = 0)
    {
        _architecture = architecture;
        (Height, Width, Deepest) = (height, width, deepest);
        var margins = Margins(architecture, deepest, reach);
        var stride = architecture.Layers[deepest].Stride;
        var (rows, columns) = (Bounds(height, core, stride), Bounds(width, core, stride));
        _columns = columns.Length - 1;
        Tiles =
        [
            .. from r in Enumerable.Range(0, rows.Length - 1)
               from c in Enumerable.Range(0, columns.Length - 1)
               select new TileFrame(architecture, new Window(rows[r], columns[c], rows[r + 1], columns[c + 1]), height, width, margins),
        ];
    }

    /// <summary>The picture's height in pixels.</summary>
    public long Height { get; }

    /// <summary>The picture's width in pixels.</summary>
    public long Width { get; }

    /// <summary>The place of the deepest layer.</summary>
    public int Deepest { get; }

    /// <summary>The tiles, row by row.</summary>
    public IReadOnlyList<TileFrame> Tiles { get; }

    /// <summary>How many places all tiles together cover of a layer's map: more than it has, by their margins.</summary>
    /// <param name="layer">The place of the layer.</param>
    public double AreaOfAll(int layer)
    {
        // A tile's height is its row's and its width its column's.
        var heights = Enumerable.Range(0, Tiles.Count / _columns).Sum(r => Tiles[r * _columns].Covers(layer).Height);
        return (double)heights * Enumerable.Range(0, _columns).Sum(c => Tiles[c].Covers(layer).Width);
    }

    /// <summary>Height and width of a layer's map of the whole picture.</summary>
    /// <param name="layer">The place of the layer.</param>
    public (long Height, long Width) SizeAt(int layer)
    {
        var stride = _architecture.Layers[layer].Stride;
        return (Height / stride, Width / stride);
    }

    /// <summary>
    /// For each block, how many places the losses at any place of a core can see beside it: a convolution looks one place further,
    /// and a place after a pooling stands for two before it.
    /// </summary>
    internal static long[] Margins(NetworkArchitecture architecture, int deepest, long reach)
    {
        var margins = new long[architecture.Blocks.Count + 1];
        var last = BlockOf(deepest);
        var margin = reach;
        for (var i = deepest; i >= 0; i--)
        {
            if (architecture.Layers[i].Kind == LayerKind.Convolution)
            {
                margin++;
            }

            // What is pooled must begin on an even place.
            if (i == 0 || architecture.Layers[i].Kind == LayerKind.Pool)
            {
                var block = i == 0 ? 0 : BlockOf(i);
                margins[block] = block < last ? margin + (margin % 2) : margin;
                margin = 2 * margins[block];
            }
        }

        return margins;

        int BlockOf(int layer) => (int)Math.Log2(architecture.Layers[layer].Stride);
    }

    // All sides alike, to within the stride; the last also has what no pooling reaches.
    private static long[] Bounds(long length, long core, long stride)
    {
        var units = Math.Max(1, length / stride);
        var count = Math.Clamp((length + core - 1) / core, 1, units);
        return [.. Enumerable.Range(0, (int)count).Select(i => i * units / count * stride), length];
    }
}
