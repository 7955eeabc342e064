using Atelier.Losses.Tiling;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>The weighted mean of squared differences of Gram matrices, each divided by C·H·W of its own map.</summary>
/// <param name="layer">The layer.</param>
/// <param name="target">The style picture's Gram matrix there, (C, C), float32.</param>
/// <param name="weight">What the mean is multiplied by.</param>
/// <param name="places">How much each place of the picture's map counts, (1, 1, H, W), float32; null for all alike.</param>
internal sealed class StyleLoss(string layer, Tensor target, double weight, Tensor? places = null) : FeatureLoss(layer)
{
    private readonly Tensor _target = target.alias().DetachFromDisposeScope();
    private readonly Tensor? _places = places?.alias().DetachFromDisposeScope();

    /// <inheritdoc/>
    public override Tensor Value(Tensor features)
    {
        using var scope = NewDisposeScope();
        return (GramMatrix.Of(features, _places) - _target).SquareInPlace().mean().MultiplyInPlace(weight).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override (Tensor Value, Tensor Gradient) ValueAndGradient(Tensor features)
    {
        using var scope = NewDisposeScope();
        var difference = GramMatrix.Of(features, _places) - _target;
        var value = difference.Square().mean().MultiplyInPlace(weight);
        var gradient = GramMatrix.Backward(features, difference.MultiplyInPlace(2 * weight / difference.numel()), _places);
        return (value.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override TiledLoss InTiles(long height, long width, double factor = 1) => new TiledStyleLoss(_target, factor * weight, _places);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _target.Dispose();
        _places?.Dispose();
    }
}
