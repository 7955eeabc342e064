using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>A distance of mean and covariance of features from those of a style.</summary>
internal interface IMomentDistance : IDisposable
{
    /// <summary>The distance and its gradients with respect to mean and covariance, the latter symmetric; all float32.</summary>
    /// <param name="mean">(C).</param>
    /// <param name="covariance">(C, C).</param>
    (Tensor Value, Tensor OfMean, Tensor OfCovariance) ValueAndGradients(Tensor mean, Tensor covariance);
}

/// <summary>A style loss that compares mean and covariance of features.</summary>
/// <param name="layer">The layer.</param>
/// <param name="distance">The style and how it is compared; disposed of with the loss.</param>
/// <param name="weight">The factor on the distance.</param>
/// <param name="spatialWeights">How much each position of the picture's map counts, (1, 1, H, W), float32; null for all alike.</param>
internal sealed class MomentLoss(string layer, IMomentDistance distance, double weight, Tensor? spatialWeights = null) : FeatureLoss(layer)
{
    private readonly Tensor? _spatialWeights = spatialWeights?.alias().DetachFromDisposeScope();
    private readonly MomentAccumulator _moments = new();
    private Comparison? _comparison;

    /// <inheritdoc/>
    public override double Value => Compared.Value * weight;

    private Comparison Compared => _comparison ??= Compare();

    /// <inheritdoc/>
    public override void Begin(bool withGradient)
    {
        _moments.Clear();
        _comparison?.Dispose();
        _comparison = null;
    }

    /// <inheritdoc/>
    public override void Accumulate(FeatureTile tile)
    {
        using var scope = NewDisposeScope();
        _moments.Add(tile.Features, tile.WeightsOf(_spatialWeights));
    }

    /// <inheritdoc/>
    public override Tensor AddGradient(FeatureTile tile, Tensor? gradient, double factor)
    {
        using var scope = NewDisposeScope();
        var (mean, _, ofMean, ofCovariance) = Compared;
        return tile.Add(gradient, FeatureMoments.Backward(
            tile.Features, ofMean.Multiply(factor * weight), ofCovariance.Multiply(factor * weight), tile.WeightsOf(_spatialWeights), mean, (float)_moments.Total));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Begin(withGradient: false);
        distance.Dispose();
        _spatialWeights?.Dispose();
    }

    private Comparison Compare()
    {
        using var scope = NewDisposeScope();
        var (mean, covariance) = _moments.Moments();
        var (value, ofMean, ofCovariance) = distance.ValueAndGradients(mean, covariance);
        return new Comparison(
            mean.DetachFromDisposeScope(), value.item<float>(), ofMean.DetachFromDisposeScope(), ofCovariance.DetachFromDisposeScope());
    }

    private sealed record Comparison(Tensor Mean, double Value, Tensor OfMean, Tensor OfCovariance) : IDisposable
    {
        public void Dispose()
        {
            Mean.Dispose();
            OfMean.Dispose();
            OfCovariance.Dispose();
        }
    }
}
