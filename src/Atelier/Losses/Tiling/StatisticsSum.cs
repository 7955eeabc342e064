using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary>The statistics of a feature map that comes in pieces.</summary>
internal abstract class StatisticsSum : IDisposable
{
    /// <summary>Nothing yet.</summary>
    /// <param name="kind">The style loss that the statistics are for.</param>
    public static StatisticsSum For(StyleLossKind kind) => kind == StyleLossKind.Gram ? new GramSum() : new MomentSum();

    /// <summary>Takes a piece in.</summary>
    /// <param name="features">(1, C, h, w).</param>
    /// <param name="places">How much each place of the piece counts, (1, 1, h, w), float32; null for all alike.</param>
    public abstract void Add(Tensor features, Tensor? places);

    /// <summary>The statistics of all pieces together.</summary>
    public abstract StyleStatistics Result();

    /// <summary>Frees the sums.</summary>
    public abstract void Dispose();
}
