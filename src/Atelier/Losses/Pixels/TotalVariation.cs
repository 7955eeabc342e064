using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Pixels;

/// <summary>
/// Total variation of a picture: the sum over all channels of absolute or squared differences of horizontal and vertical
/// neighbours (Rudin, Osher and Fatemi 1992, in its anisotropic form; Mahendran and Vedaldi 2015). Where pixels count differently, a
/// pair counts as much as its lesser pixel, since the difference from a hidden pixel means nothing.
/// </summary>
internal static class TotalVariation
{
    /// <summary>The total variation and, on request, a multiple of its gradient, some rows at a time.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="norm">How differences are measured.</param>
    /// <param name="weights">How much each pixel counts, (1, 1, H, W), 0 to 1; null for all alike.</param>
    /// <param name="gradient">
    /// (1, 3, H, W), to which the gradient is added; null for none. The gradient of an absolute difference of 0 is 0.
    /// </param>
    /// <param name="factor">The factor on the gradient.</param>
    public static double Of(Tensor image, TotalVariationNorm norm, Tensor? weights = null, Tensor? gradient = null, double factor = 1)
    {
        var (height, width) = (image.shape[2], image.shape[3]);
        var sum = 0.0;
        foreach (var (top, rows) in RowBands.Of(image))
        {
            var pairs = Math.Min(rows, height - 1 - top);
            sum += Add(dimension: 3, top, rows, width - 1) + Add(dimension: 2, top, pairs, width);
        }

        return sum;

        // The differences of some pixels from the next one to the right or below.
        double Add(int dimension, long top, long rows, long columns)
        {
            using var scope = NewDisposeScope();
            var differences = Next(image) - First(image);
            var pairs = weights is null ? null : minimum(Next(weights), First(weights));
            if (gradient is not null)
            {
                var slope = norm == TotalVariationNorm.L1 ? differences.sign() : differences.Multiply(2);
                slope = Weighted(slope).MultiplyInPlace(factor);
                Next(gradient).AddInPlace(slope);
                First(gradient).sub_(slope);
            }

            return Weighted(norm == TotalVariationNorm.L1 ? differences.abs_() : differences.SquareInPlace()).sum().item<float>();

            Tensor First(Tensor map) => map.narrow(2, top, rows).narrow(3, 0, columns);

            Tensor Next(Tensor map) => dimension == 2 ? map.narrow(2, top + 1, rows).narrow(3, 0, columns) : map.narrow(2, top, rows).narrow(3, 1, columns);

            Tensor Weighted(Tensor values) => pairs is null ? values : values.mul_(pairs);
        }
    }
}

/// <summary>The loss of total variation, relative to the content picture's.</summary>
/// <param name="norm">How differences are measured.</param>
/// <param name="weight">The factor on the total variation.</param>
/// <param name="pixelWeights">How much each pixel counts, (1, 1, H, W), 0 to 1; null for all alike.</param>
internal sealed class TotalVariationLoss(TotalVariationNorm norm, double weight, Tensor? pixelWeights) : PixelLoss
{
    private readonly Tensor? _pixelWeights = pixelWeights?.alias().DetachFromDisposeScope();

    /// <summary>The loss of a scale; null where it weighs nothing.</summary>
    public static TotalVariationLoss? Create(ObjectiveInputs inputs)
    {
        var (content, options) = (inputs.Pictures.Content, inputs.Options);
        if (options.TvWeight == 0)
        {
            return null;
        }

        var ofContent = TotalVariation.Of(content.Image, options.TvNorm, content.Weights);
        var scale = LossNormalizer.TotalVariation(options.Normalization, ofContent, Values(content.Image, content.Weights));
        return new TotalVariationLoss(options.TvNorm, options.TvWeight * scale, content.Weights);
    }

    /// <inheritdoc/>
    public override double AddGradient(Tensor image, Tensor gradient) =>
        weight * TotalVariation.Of(image, norm, _pixelWeights, gradient, weight);

    /// <inheritdoc/>
    public override void Dispose() => _pixelWeights?.Dispose();
}
