using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary><see cref="UnrelatedContent"/> of pictures that pass the network in tiles: it follows from means and variances alone.</summary>
internal static class TiledUnrelatedContent
{
    /// <summary>The loss, as <see cref="UnrelatedContent.Of"/> has it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pictures">The content picture and the styles of its parts.</param>
    /// <param name="options">The content layers.</param>
    /// <param name="tiling">How pictures are cut.</param>
    /// <exception cref="PictureException">A mask leaves nothing at a layer.</exception>
    public static double Of(FeatureNetwork network, TargetPictures pictures, StylizeOptions options, TileSettings tiling)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var total = options.ContentLayers.Sum(l => l.Weight);
        List<LayerWeight> layers = [.. options.ContentLayers.Where(l => l.Weight > 0)];
        var content = pictures.Content;
        var whole = Spreads(network, content, layers, tiling);
        return pictures.Areas.Sum(OfArea);

        double OfArea(StyleArea area)
        {
            var mask = StyleTargets.Product(area.Mask, content.Weights);
            var part = Spreads(network, new WeightedImage(content.Image, mask, area.Mask is null ? content.Name : area.Name), layers, tiling);
            return StyleTargets.ShareOf(area, content) * area.Styles.Sum(s => s.Share * OfStyle(part, Spreads(network, s.Picture, layers, tiling)));
        }

        double OfStyle(List<FeatureSpread> part, List<FeatureSpread> style) => layers.Select((layer, i) =>
            layer.Weight / total
            * LossScales.Content(LossNormalization.Reference, whole[i], network.ChannelsOf(layer.Layer))
            * (part[i].Variance + part[i].ApartFrom(style[i]) + style[i].Variance)).Sum();
    }

    private static List<FeatureSpread> Spreads(FeatureNetwork network, WeightedImage picture, List<LayerWeight> layers, TileSettings tiling)
    {
        var spreads = layers.ConvertAll(_ => new FeatureSpread());
        var weights = layers.Select(l => WeightsAt(l.Layer, network.Architecture.Layers[network.PlaceOf(l.Layer)].Stride)).ToList();
        TileWalk.Over(network, picture.Image, layers, tiling, 0, maps =>
        {
            foreach (var (i, layer) in layers.Index().Where(l => maps.Layers.Contains(l.Item.Layer)))
            {
                var tile = TileMap.Of(maps, layer.Layer);
                spreads[i].Add(tile.Features, weights[i] is { } all ? tile.Core.Of(all) : null);
            }
        });
        return spreads;

        Tensor? WeightsAt(string layer, int stride) => PlaceWeights.At(picture, picture.Image.shape[2] / stride, picture.Image.shape[3] / stride, layer);
    }
}
