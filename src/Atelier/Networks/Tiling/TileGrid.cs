namespace Atelier.Networks.Tiling;

/// <summary>
/// A picture cut into tiles for a pass to a layer, block by block: what a block sees is cut anew, so that a tile's margin is that of one
/// block's convolutions and not of all that came before.
/// </summary>
internal sealed class TileGrid
{
    /// <param name="architecture">The layers of the network.</param>
    /// <param name="deepest">The place of the deepest layer.</param>
    /// <param name="height">The picture's height in pixels.</param>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="core">
    /// About how many pixels the side of a tile has at the first block. A deeper one has more channels, and tiles of as many values.
    /// </param>
    /// <param name="reach">How many places beside the core the losses look at, at every layer.</param>
    public TileGrid(NetworkArchitecture architecture, int deepest, long height, long width, long core, long reach = 0)
    {
        IsWhole = core == TileSettings.Whole.Core;
        var widest = architecture.Blocks.Select(b => b.Max()).ToArray();
        Blocks =
        [
            .. architecture.BlockRanges(deepest).Select((part, b) =>
                new BlockTiles(architecture, part, height >> b, width >> b, Math.Max(1, (long)(core * Math.Sqrt((double)widest[0] / widest[b]))), reach)),
        ];
    }

    /// <summary>Whether each block is one tile whatever the picture's size.</summary>
    public bool IsWhole { get; }

    /// <summary>The blocks that the pass comes to, first to last.</summary>
    public IReadOnlyList<BlockTiles> Blocks { get; }
}
