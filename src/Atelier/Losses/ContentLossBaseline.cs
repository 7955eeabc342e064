using Atelier.Losses.Features;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// The content loss of a picture that has the features of the styles and nothing of the content: at each position the mean of
/// |F(p) − μ|² over the content's features F(p), plus the variance of the style's features about their mean μ.
/// </summary>
internal static class ContentLossBaseline
{
    /// <summary>The loss, as <see cref="LossNormalization.Reference"/> scales it and with the layers' weights as shares.</summary>
    /// <param name="inputs">The pictures and the content layers.</param>
    /// <exception cref="PictureException">A mask is empty at a layer.</exception>
    public static double Of(ObjectiveInputs inputs)
    {
        using var scope = NewDisposeScope();
        var (content, layers) = (inputs.Pictures.Content, inputs.ContentLayers);
        var whole = Variances(content);
        return inputs.Pictures.Areas.Sum(OfArea);

        double OfArea(StyleArea area)
        {
            var part = area.Mask is null ? whole : Variances(area.Of(content));
            return area.ShareOf(content) * area.Styles.Sum(s => s.Share * OfStyle(part, Variances(s.Picture)));
        }

        double OfStyle(List<RunningVariance> part, List<RunningVariance> style) => layers.Select((layer, l) =>
            layer.Weight
            * LossNormalizer.Content(LossNormalization.Reference, whole[l], inputs.Network.ChannelsOf(layer.Layer))
            * (part[l].Variance + part[l].MeanDistance(style[l]) + style[l].Variance)).Sum();

        List<RunningVariance> Variances(WeightedImage picture)
        {
            var variances = layers.Select(_ => new RunningVariance()).ToList();
            var weights = layers.Select(l => SpatialWeights.At(picture, inputs.SizeAt(picture.Image, l.Layer), l.Layer)).ToList();
            inputs.Pass(picture.Image, layers.Select(l => l.Layer), maps =>
            {
                foreach (var (l, layer) in layers.Index().Where(l => maps.Layers.Contains(l.Item.Layer)))
                {
                    var tile = FeatureTile.Of(maps, layer.Layer);
                    variances[l].Add(tile.Features, tile.WeightsOf(weights[l]));
                }
            });
            return variances;
        }
    }
}
