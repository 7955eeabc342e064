using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>What a <see cref="LossNormalization"/> multiplies each mean of squares by.</summary>
internal static class LossScales
{
    // A style that equals the content would otherwise be divided by nothing.
    private const double SmallestReference = 1e-3;

    /// <summary>The factor of a content layer.</summary>
    /// <param name="normalization">The kind.</param>
    /// <param name="target">The content picture's features, (1, C, H, W).</param>
    public static double Content(LossNormalization normalization, Tensor target)
    {
        using var scope = NewDisposeScope();
        switch (normalization)
        {
            case LossNormalization.Mean:
                return 1;
            case LossNormalization.Gatys:
                return target.numel() / 2.0; // half the sum of squares: equation 1
            default:
                // The reference: a picture whose features are the content's averages everywhere, that is, without content.
                var features = target.to(ScalarType.Float32);
                var centred = features - features.mean([2, 3], keepdim: true);
                return 1 / AtLeast(centred.square().mean(), features.square().mean());
        }
    }

    /// <summary>The factor of a style layer.</summary>
    /// <param name="normalization">The kind.</param>
    /// <param name="target">The style picture's Gram matrix, (C, C).</param>
    /// <param name="content">The content picture's Gram matrix, (C, C).</param>
    public static double Style(LossNormalization normalization, Tensor target, Tensor content)
    {
        using var scope = NewDisposeScope();
        return normalization switch
        {
            LossNormalization.Mean => 1,

            // 1/(4N²M²) times the sum of squared differences of undivided Gram matrices (equation 4); ours are divided by N·M.
            LossNormalization.Gatys => target.numel() / 4.0,

            // The reference: the content picture, in which nothing is painted yet.
            _ => 1 / AtLeast((target - content).square().mean(), target.square().mean()),
        };
    }

    /// <summary>The factor of the total variation, which is a sum.</summary>
    /// <param name="normalization">The kind.</param>
    /// <param name="content">The content picture, (1, 3, H, W).</param>
    /// <param name="norm">How differences are measured.</param>
    public static double TotalVariation(LossNormalization normalization, Tensor content, TotalVariationNorm norm)
    {
        using var variation = Losses.TotalVariation.Of(content, norm);
        return normalization switch
        {
            LossNormalization.Mean => 1.0 / content.numel(),
            LossNormalization.Gatys => 1,
            _ => 1 / Math.Max(variation.item<float>(), SmallestReference * content.numel()),
        };
    }

    /// <summary>The factor of the range penalty: under reference, a picture that is out of range by a tenth everywhere.</summary>
    public static double Range(LossNormalization normalization) => normalization == LossNormalization.Reference ? 1 / (0.1 * 0.1) : 1;

    private static double AtLeast(Tensor reference, Tensor scale) =>
        Math.Max(Math.Max(reference.item<float>(), SmallestReference * scale.item<float>()), 1e-30);
}
