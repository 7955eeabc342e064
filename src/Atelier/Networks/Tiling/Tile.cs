namespace Atelier.Networks.Tiling;

/// <summary>
/// A tile of what a block of the network sees: its core, and the margin that the block's convolutions must see beside it so that every
/// place of the core has exactly the features that it has in the whole picture. In places of that block.
/// </summary>
/// <param name="Core">The tile without its margin. The cores of all tiles together are the map.</param>
/// <param name="Covers">The tile with its margin.</param>
internal sealed record Tile(Window Core, Window Covers)
{
    /// <summary>What the pooling after the block makes of the tile, in places of the next block.</summary>
    public Window Pooled => Halved(Covers);

    /// <summary>What it makes of the core. Those of all tiles together are the next block's map.</summary>
    public Window PooledCore => Halved(Core);

    // What begins on an even place is pooled in the same pairs as in the whole picture.
    private static Window Halved(Window window) => new(window.Top / 2, window.Left / 2, window.Bottom / 2, window.Right / 2);
}
