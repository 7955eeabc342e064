using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>
/// The statistics of a style at a layer: sums over its positions, divided by their number. Because they are sums, the statistics of a
/// mixture of styles are the mixture of their statistics, as if the pictures lay side by side.
/// </summary>
/// <param name="Values">
/// For Gram matrices the one (C, C), float32; else the mean of the features, (C), and of their products, (C, C), in float64,
/// so that a covariance can be had from them.
/// </param>
internal sealed record StyleStatistics(IReadOnlyList<Tensor> Values)
{
    /// <summary>The weighted mean of several styles' statistics; those of one alone are left as they are.</summary>
    /// <param name="styles">Each with its share; the shares' sum is 1.</param>
    public static StyleStatistics Mix(IReadOnlyList<(StyleStatistics Style, double Share)> styles)
    {
        if (styles is [var (only, _)])
        {
            return only;
        }

        using var scope = NewDisposeScope();
        return new StyleStatistics(
        [
            .. Enumerable.Range(0, styles[0].Style.Values.Count).Select(i =>
                styles.Select(s => s.Style.Values[i].Multiply(s.Share)).Aggregate((a, b) => a.Add(b)).MoveToOuterDisposeScope()),
        ]);
    }

    /// <summary>The mean, (C), and covariance, (C, C), float32, on a device; not for Gram matrices.</summary>
    public (Tensor Mean, Tensor Covariance) Moments(Device device)
    {
        using var scope = NewDisposeScope();
        var covariance = Values[1] - outer(Values[0], Values[0]);
        return (OnDevice(Values[0]), OnDevice(covariance));

        Tensor OnDevice(Tensor exact) => exact.to(ScalarType.Float32).to(device).MoveToOuterDisposeScope();
    }
}
