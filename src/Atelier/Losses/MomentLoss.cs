using Atelier.Losses.Tiling;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

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
/// <param name="distance">What they are compared with, and how; freed with the loss.</param>
/// <param name="weight">What the distance is multiplied by.</param>
/// <param name="places">How much each place of the picture's map counts, (1, 1, H, W), float32; null for all alike.</param>
internal sealed class MomentLoss(string layer, IMomentDistance distance, double weight, Tensor? places = null) : FeatureLoss(layer)
{
    private readonly Tensor? _places = places?.alias().DetachFromDisposeScope();

    /// <inheritdoc/>
    public override Tensor Value(Tensor features)
    {
        using var scope = NewDisposeScope();
        var (mean, covariance) = FeatureMoments.Of(features, _places);
        return distance.ValueAndGradients(mean, covariance).Value.MultiplyInPlace(weight).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override (Tensor Value, Tensor Gradient) ValueAndGradient(Tensor features)
    {
        using var scope = NewDisposeScope();
        var (mean, covariance) = FeatureMoments.Of(features, _places);
        var (value, ofMean, ofCovariance) = distance.ValueAndGradients(mean, covariance);
        var gradient = FeatureMoments.Backward(features, ofMean.MultiplyInPlace(weight), ofCovariance.MultiplyInPlace(weight), _places);
        return (value.MultiplyInPlace(weight).MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override TiledLoss InTiles(long height, long width, double factor = 1) => new TiledMomentLoss(distance, factor * weight, _places);

    /// <inheritdoc/>
    public override void Dispose()
    {
        distance.Dispose();
        _places?.Dispose();
    }
}
