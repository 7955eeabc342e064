using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>The statistics of a feature map that comes in tiles.</summary>
internal abstract class StatisticsAccumulator : IDisposable
{
    /// <summary>An empty accumulator.</summary>
    /// <param name="kind">The style loss that the statistics are for.</param>
    public static StatisticsAccumulator For(StyleLossKind kind) => kind == StyleLossKind.Gram ? new GramAccumulator() : new MomentAccumulator();

    /// <summary>Takes a tile in.</summary>
    /// <param name="features">(1, C, h, w).</param>
    /// <param name="spatialWeights">How much each position of the tile counts, (1, 1, h, w), float32; null for all alike.</param>
    public abstract void Add(Tensor features, Tensor? spatialWeights);

    /// <summary>The statistics of all tiles together.</summary>
    public abstract StyleStatistics Result();

    /// <summary>Forgets all tiles.</summary>
    public abstract void Clear();

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
