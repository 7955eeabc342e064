using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// The content loss that is to be expected of a picture which has the features of the styles but nothing of the content: at
/// each place the mean of |F(p) − μ|² over the content's features F(p), plus the variance of the style's features about their mean μ.
/// </summary>
internal static class UnrelatedContent
{
    /// <summary>The loss, as <see cref="LossNormalization.Reference"/> scales it and with the layers' weights as shares.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pictures">The content picture and the styles of its parts.</param>
    /// <param name="options">The content layers.</param>
    /// <exception cref="PictureException">A mask leaves nothing at a layer.</exception>
    public static double Of(FeatureNetwork network, TargetPictures pictures, StylizeOptions options)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var total = options.ContentLayers.Sum(l => l.Weight);
        List<LayerWeight> layers = [.. options.ContentLayers.Where(l => l.Weight > 0)];
        using var ofContent = Targets.Maps(network, pictures.Content.Image, layers);
        return pictures.Areas.Sum(OfArea);

        double OfArea(StyleArea area)
        {
            var mask = StyleTargets.Product(area.Mask, pictures.Content.Weights);
            var part = new WeightedImage(pictures.Content.Image, mask, area.Mask is null ? pictures.Content.Name : area.Name);
            return StyleTargets.ShareOf(area, pictures.Content) * area.Styles.Sum(s => s.Share * OfStyle(s.Picture, part));
        }

        double OfStyle(WeightedImage style, WeightedImage part)
        {
            using var ofStyle = Targets.Maps(network, style.Image, layers);
            return layers.Sum(l => l.Weight / total * OfLayer(l.Layer, ofStyle[l.Layer], PlaceWeights.At(style, ofStyle[l.Layer], l.Layer), part));
        }

        double OfLayer(string layer, Tensor style, Tensor? ofStyle, WeightedImage part)
        {
            using var inner = NewDisposeScope();
            var content = ofContent[layer];
            var (mean, covariance) = FeatureMoments.Of(style, ofStyle);
            var apart = Mean((content - mean.view(1, -1, 1, 1)).Square(), PlaceWeights.At(part, content, layer));
            var reference = LossScales.Content(LossNormalization.Reference, content, network.ChannelsOf(layer), PlaceWeights.At(pictures.Content, content, layer));
            return reference * (apart + (covariance.trace().item<float>() / mean.shape[0]));
        }
    }

    private static double Mean(Tensor values, Tensor? places) => (places is null ? values : values * (places / places.mean())).mean().item<float>();
}
