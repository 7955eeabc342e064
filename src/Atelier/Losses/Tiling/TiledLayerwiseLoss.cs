using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary><see cref="LayerwiseStyleLoss"/> in tiles.</summary>
/// <param name="inner">The loss at the style map's size; freed with this.</param>
/// <param name="resize">From the picture's map to that size.</param>
internal sealed class TiledLayerwiseLoss(TiledLoss inner, MapResize resize) : TiledLoss
{
    /// <inheritdoc/>
    public override double Value => inner.Value;

    /// <inheritdoc/>
    public override void Look(TileMap tile)
    {
        using var scope = NewDisposeScope();
        if (Resized(tile) is { } resized)
        {
            inner.Look(resized);
        }
    }

    /// <inheritdoc/>
    public override void AddGradient(TileMap tile, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        if (Resized(tile) is { } resized)
        {
            var own = zeros_like(resized.Map);
            inner.AddGradient(resized, own);
            resize.AddBackward(tile, own, gradient);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => inner.Dispose();

    private TileMap? Resized(TileMap tile)
    {
        var part = resize.Part(tile.Core);
        return resize.Forward(tile) is { } map ? new TileMap(map, part, part) : null;
    }
}
