namespace Atelier.Networks.Tiling;

/// <summary>
/// A tile of a picture: its core, and the margin that the network must see beside it so that every place of the core has exactly
/// the features that it has in the whole picture. The margin shrinks with depth: what no deeper layer looks at is cut off after
/// each pooling.
/// </summary>
internal sealed class TileFrame
{
    private readonly NetworkArchitecture _architecture;
    private readonly Window _core;
    private readonly long _height;
    private readonly long _width;
    private readonly long[] _margins; // by block, in places of that block

    /// <param name="architecture">The layers.</param>
    /// <param name="core">The tile without its margin, in pixels; it begins on the grid of the deepest layer, and ends on it or with the picture.</param>
    /// <param name="height">The picture's height in pixels.</param>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="margins">For each block, how many places beside the core its maps have.</param>
    public TileFrame(NetworkArchitecture architecture, Window core, long height, long width, long[] margins)
    {
        (_architecture, _core, _height, _width, _margins) = (architecture, core, height, width, margins);
        Pixels = CoversAt(block: 0);
    }

    /// <summary>What of the picture the network sees.</summary>
    public Window Pixels { get; }

    /// <summary>The core in places of a layer's map of the whole picture. The cores of all tiles together are the map.</summary>
    /// <param name="layer">The place of the layer.</param>
    public Window Core(int layer) => CoreAt(_architecture.Layers[layer].Stride);

    /// <summary>What the tile's own map of a layer covers of that of the whole picture.</summary>
    /// <param name="layer">The place of the layer.</param>
    public Window Covers(int layer) => CoversAt(Block(layer));

    /// <summary>What a pooling layer's map would cover if nothing were cut off.</summary>
    /// <param name="layer">The place of the pooling layer.</param>
    public Window Pooled(int layer)
    {
        var before = Covers(layer - 1);
        return new(before.Top / 2, before.Left / 2, before.Bottom / 2, before.Right / 2);
    }

    private Window CoversAt(int block)
    {
        var stride = 1L << block;
        return CoreAt(stride).Grown(_margins[block], _height / stride, _width / stride);
    }

    private Window CoreAt(long stride) => new(
        _core.Top / stride,
        _core.Left / stride,
        _core.Bottom == _height ? _height / stride : _core.Bottom / stride,
        _core.Right == _width ? _width / stride : _core.Right / stride);

    // The map of a pooling layer is what the next block sees.
    private int Block(int layer) => (int)Math.Log2(_architecture.Layers[layer].Stride);
}
