using Atelier.Losses.Tiling;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>The weighted mean of squared differences of features (Gatys et al. 2016, equation 1, divided by its number of elements).</summary>
/// <param name="layer">The layer.</param>
/// <param name="target">The content picture's features there, (1, C, H, W).</param>
/// <param name="weight">What the mean is multiplied by.</param>
/// <param name="places">How much each place counts, (1, 1, H, W), float32, 0 to 1; null for all alike.</param>
internal sealed class ContentLoss(string layer, Tensor target, double weight, Tensor? places = null) : FeatureLoss(layer)
{
    private readonly Tensor _target = target.alias().DetachFromDisposeScope(); // in the network's format, which at large sizes is half the memory

    // With a mean of 1, so that the mean over all places is the weighted one.
    private readonly Tensor? _places = places is null ? null : (places / places.mean()).DetachFromDisposeScope();

    /// <inheritdoc/>
    public override Tensor Value(Tensor features)
    {
        using var scope = NewDisposeScope();
        return Weighted((features.to(ScalarType.Float32) - _target).SquareInPlace()).mean().MultiplyInPlace(weight).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override (Tensor Value, Tensor Gradient) ValueAndGradient(Tensor features)
    {
        using var scope = NewDisposeScope();
        var difference = features.to(ScalarType.Float32) - _target;
        var value = Weighted(difference.Square()).mean().MultiplyInPlace(weight);
        var gradient = Weighted(difference).MultiplyInPlace(2 * weight / features.numel()).to(features.dtype);
        return (value.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override TiledLoss InTiles(long height, long width, double factor = 1) => new TiledContentLoss(_target, factor * weight, _places);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _target.Dispose();
        _places?.Dispose();
    }

    private Tensor Weighted(Tensor values) => _places is null ? values : values.mul_(_places);
}
