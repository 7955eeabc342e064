using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>Makes the style loss of a layer, of the kind and with the factor that the options ask for.</summary>
internal static class StyleLossFactory
{
    /// <summary>The loss whose value is 0 at the style's statistics.</summary>
    /// <param name="layer">The layer and its weight.</param>
    /// <param name="style">The statistics of the style, or of a mixture.</param>
    /// <param name="content">Those of the content picture, at which nothing is painted yet.</param>
    /// <param name="channels">How many channels the features stand for.</param>
    /// <param name="options">The kind and the normalisation.</param>
    /// <param name="spatialWeights">How much each position of the picture's map counts, (1, 1, H, W), float32; null for all alike.</param>
    /// <param name="device">Where the features are.</param>
    public static FeatureLoss Create(
        Networks.LayerWeight layer, StyleStatistics style, StyleStatistics content, int channels, StylizeOptions options, Tensor? spatialWeights, Device device)
    {
        using var scope = NewDisposeScope();
        switch (options.StyleLoss)
        {
            case StyleLossKind.Gram:
                var factor = LossNormalizer.Style(options.Normalization, style.Values[0], content.Values[0], channels);
                return new StyleLoss(layer.Layer, style.Values[0], layer.Weight * factor, spatialWeights);
            case StyleLossKind.Moments:
                return new MomentLoss(layer.Layer, Moments(style, content, channels, options.Normalization, device), layer.Weight, spatialWeights);
            default:
                var (distance, scale) = Wasserstein(style, content, channels, options.Normalization, device);
                return new MomentLoss(layer.Layer, distance, layer.Weight * scale, spatialWeights);
        }
    }

    private static MeanDeviationDistance Moments(
        StyleStatistics style, StyleStatistics content, int channels, LossNormalization normalization, Device device)
    {
        var (mean, covariance) = style.Moments(device);
        var (atContent, covarianceAtContent) = content.Moments(device);
        var weights = LossNormalizer.Moments(
            normalization,
            MeanDeviationDistance.Terms(mean, covariance, atContent, covarianceAtContent),
            MeanDeviationDistance.Terms(mean, covariance, zeros_like(mean), zeros_like(covariance)),
            mean.shape[0],
            channels);
        return new MeanDeviationDistance(mean, covariance, weights);
    }

    private static (WassersteinDistance Distance, double Scale) Wasserstein(
        StyleStatistics style, StyleStatistics content, int channels, LossNormalization normalization, Device device)
    {
        var (mean, covariance) = style.Moments(device);
        var (atContent, covarianceAtContent) = content.Moments(device);
        var distance = new WassersteinDistance(mean, covariance, channels);
        var reference = distance.ValueAndGradients(atContent, covarianceAtContent).Value.item<float>();
        return (distance, LossNormalizer.Wasserstein(normalization, reference, style.Values[1].trace().item<double>(), channels));
    }
}
