using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>The weighted mean of squared differences of features (Gatys et al. 2016, equation 1, divided by its number of elements).</summary>
/// <param name="layer">The layer.</param>
/// <param name="target">The content picture's features there, (1, C, H, W), in the network's format.</param>
/// <param name="weight">The factor on the mean.</param>
/// <param name="spatialWeights">How much each position counts, (1, 1, H, W), float32, 0 to 1; null for all alike.</param>
internal sealed class ContentLoss(string layer, Tensor target, double weight, Tensor? spatialWeights = null) : FeatureLoss(layer)
{
    private readonly Tensor _target = target.alias().DetachFromDisposeScope();

    // With a mean of 1, so that the mean over all positions is the weighted one.
    private readonly Tensor? _spatialWeights = spatialWeights is null ? null : (spatialWeights / spatialWeights.mean()).DetachFromDisposeScope();

    private double _sum;
    private bool _withGradient;

    /// <inheritdoc/>
    public override double Value => weight * _sum / _target.numel();

    /// <inheritdoc/>
    public override void Begin(bool withGradient) => (_sum, _withGradient) = (0, withGradient);

    /// <inheritdoc/>
    public override void Accumulate(FeatureTile tile)
    {
        // Each position stands for itself: with a gradient, the value is taken along, so that the difference is computed once.
        foreach (var band in _withGradient ? [] : Bands(tile))
        {
            using var scope = NewDisposeScope();
            _sum += Weighted(Difference(tile, band).SquareInPlace(), band).sum().item<float>();
        }
    }

    /// <inheritdoc/>
    public override Tensor AddGradient(FeatureTile tile, Tensor? gradient, double factor)
    {
        gradient ??= ChannelsLast.Zeros(tile.Map, tile.Map.shape[2], tile.Map.shape[3]);
        foreach (var band in Bands(tile))
        {
            using var scope = NewDisposeScope();
            var difference = Difference(tile, band);
            _sum += Weighted(difference.Square(), band).sum().item<float>();
            var slope = Weighted(difference, band).MultiplyInPlace(2 * factor * weight / _target.numel());
            tile.Of(gradient, band).AddInPlace(slope.to(gradient.dtype));
        }

        return gradient;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _target.Dispose();
        _spatialWeights?.Dispose();
    }

    private IEnumerable<Window> Bands(FeatureTile tile) => RowBands.Within(tile.Core, _target.shape[1]);

    private Tensor Difference(FeatureTile tile, Window band) => tile.Of(tile.Map, band).to(ScalarType.Float32) - band.Of(_target);

    private Tensor Weighted(Tensor values, Window band) => _spatialWeights is null ? values : values.mul_(band.Of(_spatialWeights));
}
