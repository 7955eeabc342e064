using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary>
/// One evaluation of a loss whose feature map comes in tiles: first it looks at all of them, then it gives each its gradient. For a
/// loss of sums over places that is exact, since the gradient at a place depends on the others through the sums alone (Galerne et
/// al. 2024).
/// </summary>
internal abstract class TiledLoss : IDisposable
{
    /// <summary>The loss, once all tiles were seen by <see cref="Look"/> or, where each place stands for itself, by <see cref="AddGradient"/>.</summary>
    public abstract double Value { get; }

    /// <summary>Takes a tile in.</summary>
    public abstract void Look(TileMap tile);

    /// <summary>Adds the gradient with respect to the tile's places.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="gradient">Shaped like the tile's map; changed in place.</param>
    public abstract void AddGradient(TileMap tile, Tensor gradient);

    /// <summary>Frees what the evaluation needed, not the targets.</summary>
    public abstract void Dispose();
}
