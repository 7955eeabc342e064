using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// What a style loss knows of a style at a layer: sums over its places, divided by how many they are. Because they are sums,
/// the statistics of a mixture of styles are the mixture of theirs, as if the pictures hung side by side.
/// </summary>
/// <param name="Values">
/// For Gram matrices the one (C, C), float32; else the mean of the features, (C), and of their products, (C, C), in float64,
/// so that a covariance can be had from them.
/// </param>
internal sealed record StyleStatistics(IReadOnlyList<Tensor> Values)
{
    /// <summary>The statistics of a feature map.</summary>
    /// <param name="kind">The style loss that they are for.</param>
    /// <param name="features">(1, C, H, W).</param>
    /// <param name="places">How much each place counts, (1, 1, H, W), float32; null for all alike.</param>
    public static StyleStatistics Of(StyleLossKind kind, Tensor features, Tensor? places = null)
    {
        if (kind == StyleLossKind.Gram)
        {
            return new StyleStatistics([GramMatrix.Of(features, places)]);
        }

        using var scope = NewDisposeScope();
        var (mean, covariance) = FeatureMoments.Of(features, places);
        var exact = mean.cpu().to(ScalarType.Float64);
        var products = covariance.cpu().to(ScalarType.Float64).Add(outer(exact, exact));
        return new StyleStatistics([exact.MoveToOuterDisposeScope(), products.MoveToOuterDisposeScope()]);
    }

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
