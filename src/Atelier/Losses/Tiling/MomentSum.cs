using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary>
/// Mean and covariance of a feature map that comes in pieces: those of two pieces together follow from theirs without loss of
/// precision (Chan, Golub and LeVeque 1983).
/// </summary>
internal sealed class MomentSum : StatisticsSum
{
    private Tensor? _mean; // (C), float64, on the processor, as the next
    private Tensor? _products; // Σw(f−μ)(f−μ)ᵀ, (C, C)
    private Device _device = CPU;

    /// <summary>How many places there were, or the sum of their weights.</summary>
    public double Total { get; private set; }

    /// <inheritdoc/>
    public override void Add(Tensor features, Tensor? places)
    {
        using var scope = NewDisposeScope();
        var total = places is null ? features.shape[2] * features.shape[3] : (double)places.sum().item<float>();
        if (!(total > 0) && _mean is not null)
        {
            return;
        }

        _device = features.device;
        var (mean, products) = total > 0 ? Moments(features, places, total) : Nothing(features.shape[1]);
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
    public override void Dispose()
    {
        _mean?.Dispose();
        _products?.Dispose();
    }

    private static (Tensor Mean, Tensor Products) Moments(Tensor features, Tensor? places, double total)
    {
        var (mean, covariance) = FeatureMoments.Of(features, places);
        return (mean.cpu().to(ScalarType.Float64), covariance.cpu().to(ScalarType.Float64).MultiplyInPlace(total));
    }

    private static (Tensor Mean, Tensor Products) Nothing(long channels) =>
        (zeros(channels, dtype: ScalarType.Float64), zeros(channels, channels, dtype: ScalarType.Float64));
}
