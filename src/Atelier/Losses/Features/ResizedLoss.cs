using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>
/// A style loss at the size of the style's feature map, which is larger than the picture's: the picture's map is resized to it, and the
/// gradient passes the resizing.
/// </summary>
/// <param name="inner">The loss at the style map's size; disposed of with this loss.</param>
/// <param name="resize">The resizing from the picture's map to that size.</param>
internal sealed class ResizedLoss(FeatureLoss inner, IFeatureResize resize) : FeatureLoss(inner.Layer)
{
    /// <inheritdoc/>
    public override int Reach => resize.Reach;

    /// <inheritdoc/>
    public override double Value => inner.Value;

    /// <inheritdoc/>
    public override void Begin(bool withGradient) => inner.Begin(withGradient);

    /// <inheritdoc/>
    public override void Accumulate(FeatureTile tile)
    {
        using var scope = NewDisposeScope();
        if (resize.Forward(tile) is { } resized)
        {
            inner.Accumulate(resized);
        }
    }

    /// <inheritdoc/>
    public override Tensor AddGradient(FeatureTile tile, Tensor? gradient, double factor)
    {
        using var scope = NewDisposeScope();
        gradient ??= Networks.ChannelsLast.Zeros(tile.Map, tile.Map.shape[2], tile.Map.shape[3]).MoveToOuterDisposeScope();
        if (resize.Forward(tile) is { } resized)
        {
            resize.AddBackward(tile, inner.AddGradient(resized, null, factor), gradient);
        }

        return gradient;
    }

    /// <inheritdoc/>
    public override void Dispose() => inner.Dispose();
}
