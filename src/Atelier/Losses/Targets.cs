using Atelier.Losses.Tiling;
using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>Makes the losses of a content picture and of styles. Each picture passes the network once.</summary>
internal static class Targets
{
    /// <summary>The objective of a pair of pictures.</summary>
    /// <param name="network">The network.</param>
    /// <param name="content">(1, 3, H, W), RGB, 0 to 1.</param>
    /// <param name="style">(1, 3, H', W'), likewise.</param>
    /// <param name="options">Layers, weights and normalisation.</param>
    /// <param name="tiling">How the pictures are cut; null to pass them as a whole.</param>
    public static IObjective For(FeatureNetwork network, Tensor content, Tensor style, StylizeOptions options, TileSettings? tiling = null) =>
        For(network, new TargetPictures(new WeightedImage(content), [new StyleArea([(new WeightedImage(style), 1)])]), options, tiling);

    /// <summary>The objective of a content picture, parts of which may have styles of their own.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pictures">The pictures.</param>
    /// <param name="options">Layers, weights and normalisation.</param>
    /// <param name="tiling">How the pictures are cut; null to pass them as a whole.</param>
    /// <exception cref="PictureException">A mask leaves nothing at a layer.</exception>
    public static IObjective For(FeatureNetwork network, TargetPictures pictures, StylizeOptions options, TileSettings? tiling = null)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var content = pictures.Content.Image;
        var contentLayers = Weighted(options.ContentLayers, options.ContentWeight);
        var styleLayers = Weighted(options.StyleLayers, options.StyleWeight);
        if (tiling is not null)
        {
            return new TiledTargets(network, pictures, options, (contentLayers, styleLayers), tiling).Create();
        }

        using var ofContent = Maps(network, content, contentLayers.Concat(styleLayers));
        var places = contentLayers.Select(l => PlaceWeights.At(pictures.Content, ofContent[l.Layer], l.Layer)).ToList();
        var ofAreas = pictures.Areas.Select(area => StyleTargets.For(network, pictures.Content, ofContent, area, styleLayers, options)).ToList();

        return new Objective(
            network,
            [.. contentLayers.Select((l, i) => Content(l, ofContent[l.Layer], places[i], network.ChannelsOf(l.Layer), options))],
            [.. ofAreas.SelectMany(losses => losses)],
            new PixelLosses(pictures.Content, options, pictures.Preview),
            pictures.Painted is null ? null : new KeptPhotograph(content, pictures.Painted));

        // Layers that weigh nothing are left out; except for plain means, which are sums, weights are shares.
        List<LayerWeight> Weighted(LayerWeights layers, double weight)
        {
            var total = options.Normalization == LossNormalization.Mean ? 1 : layers.Sum(l => l.Weight);
            return [.. layers.Select(l => l with { Weight = weight * l.Weight / total }).Where(l => l.Weight > 0)];
        }
    }

    /// <summary>The feature maps of some layers; where there are none, of the shallowest, since a pass needs one to end at.</summary>
    public static FeatureMaps Maps(FeatureNetwork network, Tensor image, IEnumerable<LayerWeight> layers) =>
        network.Forward(image, [.. layers.Select(l => l.Layer).DefaultIfEmpty(network.LayerNames.First()).Distinct()]);

    private static ContentLoss Content(LayerWeight layer, Tensor target, Tensor? places, int channels, StylizeOptions options) =>
        new(layer.Layer, target, layer.Weight * LossScales.Content(options.Normalization, target, channels, places), places);
}
