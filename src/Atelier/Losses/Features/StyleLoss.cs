using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>The weighted mean of squared differences of Gram matrices, each divided by C·H·W of its own map (Gatys et al. 2016, equation 4, with a mean in place of its factor).</summary>
/// <param name="layer">The layer.</param>
/// <param name="target">The style picture's Gram matrix there, (C, C), float32.</param>
/// <param name="weight">The factor on the mean.</param>
/// <param name="spatialWeights">How much each position of the picture's map counts, (1, 1, H, W), float32; null for all alike.</param>
internal sealed class StyleLoss(string layer, Tensor target, double weight, Tensor? spatialWeights = null) : FeatureLoss(layer)
{
    private readonly Tensor _target = target.alias().DetachFromDisposeScope();
    private readonly Tensor? _spatialWeights = spatialWeights?.alias().DetachFromDisposeScope();
    private readonly GramAccumulator _gram = new();
    private Tensor? _difference;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            using var scope = NewDisposeScope();
            return Difference.Square().mean().item<float>() * weight;
        }
    }

    private Tensor Difference => _difference ??= (_gram.Matrix() - _target).DetachFromDisposeScope();

    /// <inheritdoc/>
    public override void Begin(bool withGradient)
    {
        _gram.Clear();
        _difference?.Dispose();
        _difference = null;
    }

    /// <inheritdoc/>
    public override void Accumulate(FeatureTile tile)
    {
        using var scope = NewDisposeScope();
        _gram.Add(tile.Features, tile.WeightsOf(_spatialWeights));
    }

    /// <inheritdoc/>
    public override Tensor AddGradient(FeatureTile tile, Tensor? gradient, double factor)
    {
        using var scope = NewDisposeScope();
        var ofGram = Difference.Multiply(2 * factor * weight / Difference.numel());
        return tile.Add(gradient, GramMatrix.Backward(tile.Features, ofGram, tile.WeightsOf(_spatialWeights), (float)_gram.Elements));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Begin(withGradient: false);
        _target.Dispose();
        _spatialWeights?.Dispose();
    }
}
