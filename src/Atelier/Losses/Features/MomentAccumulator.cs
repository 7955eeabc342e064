using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>
/// Mean and covariance of a feature map that comes in tiles: the moments of two tiles together follow from theirs without loss of
/// precision (Chan, Golub and LeVeque 1983).
/// </summary>
internal sealed class MomentAccumulator : StatisticsAccumulator
{
    private Tensor? _mean; // (C), float64, on the processor, as the next
    private Tensor? _products; // Σw(f−μ)(f−μ)ᵀ, (C, C)
    private Device _device = CPU;

    /// <summary>How many positions there were, or the sum of their weights.</summary>
    public double Total { get; private set; }

    /// <inheritdoc/>
    public override void Add(Tensor features, Tensor? spatialWeights)
    {
        using var scope = NewDisposeScope();
        var total = spatialWeights is null ? features.shape[2] * features.shape[3] : (double)spatialWeights.sum().item<float>();
        if (!(total > 0) && _mean is not null)
        {
            return;
        }

        _device = features.device;
        var (mean, products) = total > 0 ? Moments(features, spatialWeights, total) : Nothing(features.shape[1]);
        if (_mean is null || _products is null)
        {
            (_mean, _products, Total) = (mean.DetachFromDisposeScope(), products.DetachFromDisposeScope(), total);
            return;
        }

        var apart = mean - _mean;
        _products.AddInPlace(products).AddInPlace(outer(apart, apart).MultiplyInPlace(Total * total / (Total + total)));
        _mean.AddInPlace(apart.MultiplyInPlace(total / (Total + total)));
        Total += total;
    }

    /// <summary>The mean, (C), and covariance, (C, C), float32, where the features were.</summary>
    public (Tensor Mean, Tensor Covariance) Moments()
    {
        using var scope = NewDisposeScope();
        return (OnDevice(_mean!), OnDevice(_products!.Divide(Total)));

        Tensor OnDevice(Tensor exact) => exact.to(ScalarType.Float32).to(_device).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override StyleStatistics Result()
    {
        using var scope = NewDisposeScope();
        var products = _products!.Divide(Total).AddInPlace(outer(_mean!, _mean!));
        return new StyleStatistics([_mean!.clone().MoveToOuterDisposeScope(), products.MoveToOuterDisposeScope()]);
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        _mean?.Dispose();
        _products?.Dispose();
        (_mean, _products, Total) = (null, null, 0);
    }

    private static (Tensor Mean, Tensor Products) Moments(Tensor features, Tensor? spatialWeights, double total)
    {
        var (mean, covariance) = FeatureMoments.Of(features, spatialWeights);
        return (mean.cpu().to(ScalarType.Float64), covariance.cpu().to(ScalarType.Float64).MultiplyInPlace(total));
    }

    private static (Tensor Mean, Tensor Products) Nothing(long channels) =>
        (zeros(channels, dtype: ScalarType.Float64), zeros(channels, channels, dtype: ScalarType.Float64));
}
