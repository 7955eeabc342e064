namespace Atelier.Benchmarks.Compact;

/// <summary>The losses of one picture over those of another.</summary>
/// <param name="Style">The ratio of the plain sums over the style layers.</param>
/// <param name="Content">The ratio of the content losses.</param>
/// <param name="StyleLayers">The ratio at each of <see cref="Subject.StyleLayers"/>.</param>
internal sealed record LossRatios(double Style, double Content, IReadOnlyList<double> StyleLayers)
{
    /// <summary>The losses of <paramref name="found"/> over those of <paramref name="wanted"/>.</summary>
    public static LossRatios Of(EvaluationResult found, EvaluationResult wanted) => new(
        found.Style.Values.Sum() / wanted.Style.Values.Sum(),
        found.Content.Values.Sum() / wanted.Content.Values.Sum(),
        [.. Subject.StyleLayers.Select(l => found.Style[l] / wanted.Style[l])]);

    /// <summary>The means of the ratios.</summary>
    public static LossRatios Average(IReadOnlyList<LossRatios> ratios) => new(
        ratios.Average(r => r.Style),
        ratios.Average(r => r.Content),
        [.. Subject.StyleLayers.Select((_, i) => ratios.Average(r => r.StyleLayers[i]))]);
}
