using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>The weighted mean of squared differences of features (Gatys et al. 2016, equation 1, divided by its number of elements).</summary>
/// <param name="layer">The layer.</param>
/// <param name="target">The content picture's features there, (1, C, H, W).</param>
/// <param name="weight">What the mean is multiplied by.</param>
internal sealed class ContentLoss(string layer, Tensor target, double weight) : FeatureLoss(layer)
{
    private readonly Tensor _target = target.to(ScalarType.Float32).DetachFromDisposeScope();

    /// <inheritdoc/>
    public override Tensor Value(Tensor features)
    {
        using var scope = NewDisposeScope();
        return (features - _target).pow_(2).mean().mul_(weight).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override (Tensor Value, Tensor Gradient) ValueAndGradient(Tensor features)
    {
        using var scope = NewDisposeScope();
        var difference = features - _target;
        var value = difference.square().mean().mul_(weight);
        var gradient = difference.mul_(2 * weight / features.numel()).to(features.dtype);
        return (value.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override void Dispose() => _target.Dispose();
}
