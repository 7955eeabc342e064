using Atelier.Losses.Features;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>What a <see cref="LossNormalization"/> multiplies each mean of squares by.</summary>
/// <remarks>
/// A tap gives features in K directions of an orthonormal basis where the teacher has C channels. Rotation changes no sum of
/// squares, neither of features nor of F·Fᵀ, so these are the teacher's (but for the directions left out); only what they are
/// divided by differs. A mean over K channels is C/K times too large. Gram matrices are divided by K·H·W, not C·H·W, and the
/// mean of the squares of their differences is over K² elements, not C²: (C/K)⁴ times too large. The paper's normalisation
/// multiplies content by K, so that nothing is left to correct, and style by K², so that (C/K)² is; under reference all
/// constants cancel. No factor on the features would do: content asks for its square, style for its fourth power, and they
/// are not the same. With a network's own layers K is C and all this is 1.
/// </remarks>
internal static class LossNormalizer
{
    // A style that equals the content would otherwise be divided by nothing.
    private const double SmallestReference = 1e-3;

    // A distance of distributions falls more slowly than one of Gram matrices, and so pulls longer. Measured: with this factor the
    // same style weight leaves about as much of the content (within 15 % of its loss on two pairs of pictures at 192 pixels).
    private const double WassersteinStrength = 0.35;

    /// <summary>The factor of a content layer.</summary>
    /// <param name="normalization">The kind.</param>
    /// <param name="target">Mean and variance of the content picture's features.</param>
    /// <param name="channels">How many channels the features stand for.</param>
    public static double Content(LossNormalization normalization, RunningVariance target, int channels) => normalization switch
    {
        LossNormalization.Mean => (double)target.Channels / channels,
        LossNormalization.Gatys => target.Channels * target.Total / 2, // half the sum of squares: equation 1

        // The reference: a picture whose features are the content's averages everywhere, that is, without content.
        _ => 1 / AtLeast(target.Variance, target.MeanSquare),
    };

    /// <summary>The factor of a style layer.</summary>
    /// <param name="normalization">The kind.</param>
    /// <param name="target">The style picture's Gram matrix, (K, K).</param>
    /// <param name="content">The content picture's Gram matrix, (K, K).</param>
    /// <param name="channels">How many channels the matrices stand for.</param>
    public static double Style(LossNormalization normalization, Tensor target, Tensor content, int channels)
    {
        using var scope = NewDisposeScope();
        var share = (double)target.shape[0] / channels;
        return normalization switch
        {
            LossNormalization.Mean => Math.Pow(share, 4),

            // 1/(4N²M²) times the sum of squared differences of undivided Gram matrices (equation 4); ours are divided by N·M.
            LossNormalization.Gatys => share * share * target.numel() / 4.0,

            // The reference: the content picture, in which nothing is painted yet.
            _ => 1 / AtLeast((target - content).Square().mean(), target.Square().mean()),
        };
    }

    /// <summary>The factors of the terms of a moments loss. Means and deviations are features, and have content's factor, not Gram's.</summary>
    /// <param name="normalization">The kind.</param>
    /// <param name="reference">Each term's value at the content picture, in which nothing is painted yet.</param>
    /// <param name="target">Each term's value at nothing at all: the mean squares of the style's own statistics.</param>
    /// <param name="directions">How many channels are compared, K.</param>
    /// <param name="channels">How many channels the matrices stand for, C.</param>
    public static MeanDeviationWeights Moments(
        LossNormalization normalization, MeanDeviationWeights reference, MeanDeviationWeights target, long directions, int channels)
    {
        var share = (double)directions / channels;
        return normalization switch
        {
            LossNormalization.Mean => new(Math.Pow(share, 4), share, share),
            LossNormalization.Gatys => new(share * share * directions * directions / 4.0, directions / 2.0, directions / 2.0),

            // A third each, so that the sum costs 1 as well.
            _ => new(Third(reference.Gram, target.Gram), Third(reference.Mean, target.Mean), Third(reference.Deviation, target.Deviation)),
        };

        static double Third(double reference, double target) => 1 / (3 * AtLeast(reference, target));
    }

    /// <summary>The factor of a squared Wasserstein distance, which is a sum over channels.</summary>
    /// <param name="normalization">The kind.</param>
    /// <param name="reference">Its value at the content picture, in which nothing is painted yet.</param>
    /// <param name="target">Its value at nothing at all: the sum of the mean squares of the style's own channels.</param>
    /// <param name="channels">How many channels the compared ones stand for.</param>
    public static double Wasserstein(LossNormalization normalization, double reference, double target, int channels) => normalization switch
    {
        LossNormalization.Mean => 1.0 / channels,
        LossNormalization.Gatys => 0.5,
        _ => WassersteinStrength / AtLeast(reference, target),
    };

    /// <summary>The factor of the total variation, which is a sum.</summary>
    /// <param name="normalization">The kind.</param>
    /// <param name="variation">That of the content picture.</param>
    /// <param name="values">How many values it has, each as it counts.</param>
    public static double TotalVariation(LossNormalization normalization, double variation, double values) => normalization switch
    {
        LossNormalization.Mean => 1.0 / values,
        LossNormalization.Gatys => 1,
        _ => 1 / Math.Max(variation, SmallestReference * values),
    };

    /// <summary>The factor of the range penalty: under reference, a picture that is out of range by a tenth everywhere.</summary>
    public static double Range(LossNormalization normalization) => normalization == LossNormalization.Reference ? 1 / (0.1 * 0.1) : 1;

    /// <summary>
    /// The factor of the mean squared difference from the preview: under reference, a picture that differs by a tenth everywhere costs 1;
    /// the paper's normalisation has half the sum of squares, as for content.
    /// </summary>
    /// <param name="normalization">The kind.</param>
    /// <param name="values">How many values the preview has, each as it counts.</param>
    public static double Preview(LossNormalization normalization, double values) => normalization switch
    {
        LossNormalization.Mean => 1,
        LossNormalization.Gatys => values / 2,
        _ => 1 / (0.1 * 0.1),
    };

    private static double AtLeast(Tensor reference, Tensor scale) => AtLeast(reference.item<float>(), scale.item<float>());

    // One over infinity would be a factor of 0, and the loss would be left out without a word.
    private static double AtLeast(double reference, double scale) => double.IsFinite(reference) && double.IsFinite(scale)
        ? Math.Max(Math.Max(reference, SmallestReference * scale), 1e-30)
        : throw LossFailure.FeaturesNotFinite();
}
