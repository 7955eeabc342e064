using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>Makes the losses of a content and a style picture. Each picture passes the network once.</summary>
internal static class Targets
{
    /// <summary>The objective of a pair of pictures.</summary>
    /// <param name="network">The network.</param>
    /// <param name="content">(1, 3, H, W), RGB, 0 to 1.</param>
    /// <param name="style">(1, 3, H', W'), likewise.</param>
    /// <param name="options">Layers, weights and normalisation.</param>
    public static Objective For(FeatureNetwork network, Tensor content, Tensor style, StylizeOptions options)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var contentLayers = Weighted(options.ContentLayers, options.ContentWeight);
        var styleLayers = Weighted(options.StyleLayers, options.StyleWeight);
        using var ofContent = network.Forward(content, [.. contentLayers.Concat(styleLayers).Select(l => l.Layer).DefaultIfEmpty(Shallowest(network)).Distinct()]);
        using var ofStyle = network.Forward(style, [.. styleLayers.Select(l => l.Layer).DefaultIfEmpty(Shallowest(network))]);

        return new Objective(
            network,
            [.. contentLayers.Select(l => Content(l, ofContent[l.Layer], network.ChannelsOf(l.Layer), options))],
            [.. styleLayers.Select(l => Style(l, ofStyle[l.Layer], ofContent[l.Layer], network.ChannelsOf(l.Layer), options))],
            new PixelLosses(
                options.TvNorm,
                options.TvWeight * LossScales.TotalVariation(options.Normalization, content, options.TvNorm),
                options.RangeWeight * LossScales.Range(options.Normalization)));

        // Layers that weigh nothing are left out; except for plain means, which are sums, weights are shares.
        List<LayerWeight> Weighted(LayerWeights layers, double weight)
        {
            var total = options.Normalization == LossNormalization.Mean ? 1 : layers.Sum(l => l.Weight);
            return [.. layers.Select(l => l with { Weight = weight * l.Weight / total }).Where(l => l.Weight > 0)];
        }
    }

    private static string Shallowest(FeatureNetwork network) => network.LayerNames.First();

    private static ContentLoss Content(LayerWeight layer, Tensor target, int channels, StylizeOptions options) =>
        new ContentLoss(layer.Layer, target, layer.Weight * LossScales.Content(options.Normalization, target, channels));

    private static FeatureLoss Style(LayerWeight layer, Tensor style, Tensor content, int channels, StylizeOptions options)
    {
        var (height, width) = (content.shape[2], content.shape[3]);
        var pictureIsSmaller = height * width < style.shape[2] * style.shape[3];
        var layerwise = options.MatchSize == MatchSize.Layerwise;
        if (layerwise && !pictureIsSmaller)
        {
            style = LayerwiseStyleLoss.Resize(style.to(ScalarType.Float32), height, width);
        }
        else if (layerwise)
        {
            content = LayerwiseStyleLoss.Resize(content.to(ScalarType.Float32), style.shape[2], style.shape[3]);
        }

        var target = GramMatrix.Of(style);
        var scale = LossScales.Style(options.Normalization, target, GramMatrix.Of(content), channels);
        var loss = new StyleLoss(layer.Layer, target, layer.Weight * scale);
        return layerwise && pictureIsSmaller ? new LayerwiseStyleLoss(loss, style.shape[2], style.shape[3]) : loss;
    }
}
