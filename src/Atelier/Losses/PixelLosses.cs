using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>The losses that look at pixels and need no network.</summary>
/// <param name="Norm">How total variation measures differences.</param>
/// <param name="VariationWeight">What total variation is multiplied by.</param>
/// <param name="RangeWeight">What the range penalty is multiplied by.</param>
internal sealed record PixelLosses(TotalVariationNorm Norm, double VariationWeight, double RangeWeight)
{
    /// <summary>Adds the weighted gradients to <paramref name="gradient"/> and returns the weighted values.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="gradient">(1, 3, H, W); changed in place.</param>
    public (Tensor? Variation, Tensor? Range) AddTo(Tensor image, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        Tensor? variation = null;
        Tensor? range = null;
        if (VariationWeight > 0)
        {
            variation = (TotalVariation.Of(image, Norm) * VariationWeight).MoveToOuterDisposeScope();
            gradient.add_(TotalVariation.Gradient(image, Norm), alpha: VariationWeight);
        }

        if (RangeWeight > 0)
        {
            var (value, slope) = RangePenalty.ValueAndGradient(image);
            range = (value * RangeWeight).MoveToOuterDisposeScope();
            gradient.add_(slope, alpha: RangeWeight);
        }

        return (variation, range);
    }

    /// <summary>The same some rows at a time, so that it takes next to no memory.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="gradient">(1, 3, H, W); changed in place.</param>
    public (double Variation, double Range) AddInBands(Tensor image, Tensor gradient)
    {
        var variation = VariationWeight > 0 ? TotalVariation.OfBands(image, Norm, gradient, VariationWeight) * VariationWeight : 0;
        var range = 0.0;
        foreach (var (top, rows) in RangeWeight > 0 ? RowBands.Of(image) : [])
        {
            using var scope = NewDisposeScope();
            var (value, slope) = RangePenalty.ValueAndGradient(image.narrow(2, top, rows));
            var share = (double)rows / image.shape[2];
            range += value.item<float>() * share * RangeWeight;
            gradient.narrow(2, top, rows).add_(slope, alpha: share * RangeWeight);
            ScratchFile.Rest();
        }

        return (variation, range);
    }
}
