namespace Atelier.Networks.Tiling;

/// <summary>The tiles of one block of the network: the layers between two poolings, the second of them included.</summary>
internal sealed class BlockTiles
{
    private readonly int _columns;

    /// <param name="architecture">The layers of the network.</param>
    /// <param name="part">The layers of the block, or those of them that a pass comes to.</param>
    /// <param name="height">The height of what the block sees.</param>
    /// <param name="width">Its width.</param>
    /// <param name="core">About how many places the side of a tile has, without its margin; never more by as much as two.</param>
    /// <param name="reach">How many places beside the core the losses look at, at every layer.</param>
    public BlockTiles(NetworkArchitecture architecture, LayerRange part, long height, long width, long core, long reach)
    {
        (Part, Height, Width) = (part, height, width);
        IsPooled = architecture.Layers[part.Last].Kind == LayerKind.Pool;
        var unit = IsPooled ? 2 : 1;
        var convolutions = Enumerable.Range(part.First, part.End - part.First).Count(i => architecture.Layers[i].Kind == LayerKind.Convolution);
        Margin = (convolutions + (unit * reach) + unit - 1) / unit * unit;
        var (rows, columns) = (Bounds(height, core, unit), Bounds(width, core, unit));
        _columns = columns.Length - 1;
        Tiles =
        [
            .. from r in Enumerable.Range(0, rows.Length - 1)
               from c in Enumerable.Range(0, columns.Length - 1)
               let own = new Window(rows[r], columns[c], rows[r + 1], columns[c + 1])
               select new Tile(own, own.Grown(Margin, height, width)),
        ];
    }

    /// <summary>The layers.</summary>
    public LayerRange Part { get; }

    /// <summary>The height of what the block sees.</summary>
    public long Height { get; }

    /// <summary>The width of what the block sees.</summary>
    public long Width { get; }

    /// <summary>Whether a pooling ends it.</summary>
    public bool IsPooled { get; }

    /// <summary>How many places beside the core a tile has: each convolution looks one further.</summary>
    public long Margin { get; }

    /// <summary>The tiles, row by row.</summary>
    public IReadOnlyList<Tile> Tiles { get; }

    /// <summary>How many places all tiles together cover: more than there are, by their margins.</summary>
    public double AreaOfAll
    {
        get
        {
            // A tile's height is its row's and its width its column's.
            var heights = Enumerable.Range(0, Tiles.Count / _columns).Sum(r => Tiles[r * _columns].Covers.Height);
            return (double)heights * Enumerable.Range(0, _columns).Sum(c => Tiles[c].Covers.Width);
        }
    }

    /// <summary>How many places the largest tile covers.</summary>
    public long LargestArea => Tiles.Max(t => t.Covers.Height * t.Covers.Width);

    // All sides alike, to within the unit; the last also has what no pooling reaches.
    private static long[] Bounds(long length, long core, long unit)
    {
        var units = Math.Max(1, length / unit);
        var count = Math.Clamp((length + core - 1) / core, 1, units);
        return [.. Enumerable.Range(0, (int)count).Select(i => i * units / count * unit), length];
    }
}
