using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>Makes the style losses of one area of the content picture.</summary>
internal static class StyleTargets
{
    /// <summary>
    /// A loss for each layer. Whatever can go wrong goes wrong in the call; the losses themselves, which someone must free, are
    /// made as the result is walked through.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="content">The content picture.</param>
    /// <param name="ofContent">Its feature maps.</param>
    /// <param name="area">The part of it, and its styles.</param>
    /// <param name="layers">The layers and their weights.</param>
    /// <param name="options">The kind of loss, the normalisation, the matching of sizes.</param>
    /// <exception cref="PictureException">A mask leaves nothing at a layer.</exception>
    public static IEnumerable<FeatureLoss> For(
        FeatureNetwork network, WeightedImage content, FeatureMaps ofContent, StyleArea area, IReadOnlyList<LayerWeight> layers, StylizeOptions options)
    {
        if (options.MatchSize == MatchSize.Layerwise)
        {
            return Layerwise(network, content, ofContent, area.Styles[0].Picture, layers, options);
        }

        var mask = Product(area.Mask, content.Weights);
        var places = layers.Select(l => PlaceWeights.At(new WeightedImage(content.Image, mask, area.Mask is null ? content.Name : area.Name), ofContent[l.Layer], l.Layer)).ToList();
        var styles = area.Styles.Select(s => (OfLayer: Kept(s.Picture), s.Share)).ToList();

        // A place pulls as strongly in a small area as in a large one.
        var share = ShareOf(area, content);
        return layers.Select((layer, i) => StyleLosses.Create(
            layer with { Weight = layer.Weight * share },
            StyleStatistics.Mix([.. styles.Select(s => (s.OfLayer[i], s.Share))]),
            StyleStatistics.Of(options.StyleLoss, ofContent[layer.Layer], places[i]),
            network.ChannelsOf(layer.Layer),
            options,
            places[i],
            network.Engine.Device));

        IReadOnlyList<StyleStatistics> Kept(WeightedImage style) => style.Kept is var (cache, origin, key)
            ? cache.Of(origin, (network, key, options.StyleLoss), () => StatisticsOf(network, style, layers, options))
            : StatisticsOf(network, style, layers, options);
    }

    /// <summary>Weights of pixels multiplied; null for all alike.</summary>
    public static Tensor? Product(Tensor? a, Tensor? b) => a is null ? b : b is null ? a : a * b;

    /// <summary>How much of what is seen of the content picture an area covers, 0 to 1.</summary>
    public static double ShareOf(StyleArea area, WeightedImage content) => area.Mask is null ? 1 : Mean(Product(area.Mask, content.Weights)) / Mean(content.Weights);

    // By layer.
    private static List<StyleStatistics> StatisticsOf(FeatureNetwork network, WeightedImage style, IReadOnlyList<LayerWeight> layers, StylizeOptions options)
    {
        using var maps = Targets.Maps(network, style.Image, layers);
        return [.. layers.Select(l => StyleStatistics.Of(options.StyleLoss, maps[l.Layer], PlaceWeights.At(style, maps[l.Layer], l.Layer)))];
    }

    private static double Mean(Tensor? pixels) => pixels?.mean().item<float>() ?? 1;

    // The smaller of the two feature maps is brought to the size of the larger. One style, and no region.
    private static IEnumerable<FeatureLoss> Layerwise(
        FeatureNetwork network, WeightedImage content, FeatureMaps ofContent, WeightedImage style, IReadOnlyList<LayerWeight> layers, StylizeOptions options)
    {
        using var ofStyle = Targets.Maps(network, style.Image, layers);
        return [.. layers.Select(layer =>
        {
            var (picture, painting) = (ofContent[layer.Layer], ofStyle[layer.Layer]);
            var (height, width) = (painting.shape[2], painting.shape[3]);
            var pictureIsSmaller = picture.shape[2] * picture.shape[3] < height * width;
            if (pictureIsSmaller)
            {
                picture = LayerwiseStyleLoss.Resize(picture.to(ScalarType.Float32), height, width);
            }
            else
            {
                painting = LayerwiseStyleLoss.Resize(painting.to(ScalarType.Float32), picture.shape[2], picture.shape[3]);
            }

            var places = PlaceWeights.At(content, picture, layer.Layer);
            var loss = StyleLosses.Create(
                layer,
                StyleStatistics.Of(options.StyleLoss, painting, PlaceWeights.At(style, painting, layer.Layer)),
                StyleStatistics.Of(options.StyleLoss, picture, places),
                network.ChannelsOf(layer.Layer),
                options,
                places,
                network.Engine.Device);
            return pictureIsSmaller ? new LayerwiseStyleLoss(loss, height, width) : loss;
        })];
    }
}
