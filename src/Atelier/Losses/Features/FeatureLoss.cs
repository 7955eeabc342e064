using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>
/// A loss on the feature map of one layer, which comes in one tile or in several. An evaluation first takes in all tiles, then gives each
/// its gradient. For a loss of sums over positions this is exact, since the gradient at a position depends on the others through the sums
/// alone (Galerne et al. 2024).
/// </summary>
internal abstract class FeatureLoss(string layer) : IDisposable
{
    /// <summary>The layer whose feature map it compares.</summary>
    public string Layer { get; } = layer;

    /// <summary>How many positions beside a tile's core the loss needs.</summary>
    public virtual int Reach => 0;

    /// <summary>The loss, times its weight, once all tiles were taken in and, where gradients are wanted, have theirs.</summary>
    public abstract double Value { get; }

    /// <summary>Begins an evaluation: forgets the tiles of the last one.</summary>
    /// <param name="withGradient">Whether gradients will be asked for.</param>
    public abstract void Begin(bool withGradient);

    /// <summary>Takes a tile in.</summary>
    public abstract void Accumulate(FeatureTile tile);

    /// <summary>Adds the gradient with respect to the tile's map, once all tiles were taken in.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="gradient">Shaped like the tile's map, in its format, and changed in place; null for zeros.</param>
    /// <param name="factor">A factor on the loss, beside its weight.</param>
    /// <returns>The sum: <paramref name="gradient"/> where that is given.</returns>
    public abstract Tensor AddGradient(FeatureTile tile, Tensor? gradient, double factor);

    /// <summary>Frees the targets and the sums.</summary>
    public abstract void Dispose();
}
