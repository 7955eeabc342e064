using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary>Makes the losses of pictures that pass the network in tiles: the same as <see cref="Targets"/> makes, to rounding.</summary>
internal sealed class TiledTargets
{
    private readonly FeatureNetwork _network;
    private readonly StylizeOptions _options;
    private readonly TargetPictures _pictures;
    private readonly TileSettings _tiling;
    private readonly IReadOnlyList<LayerWeight> _contentLayers;
    private readonly IReadOnlyList<LayerWeight> _styleLayers;

    /// <param name="network">The network.</param>
    /// <param name="pictures">The pictures.</param>
    /// <param name="options">The kind of losses and their normalisation.</param>
    /// <param name="layers">The layers of content and style losses, with their weights.</param>
    /// <param name="tiling">How pictures are cut.</param>
    public TiledTargets(
        FeatureNetwork network, TargetPictures pictures, StylizeOptions options, (IReadOnlyList<LayerWeight> Content, IReadOnlyList<LayerWeight> Style) layers, TileSettings tiling)
    {
        (_network, _pictures, _options, _tiling) = (network, pictures, options, tiling);
        (_contentLayers, _styleLayers) = layers;
    }

    /// <summary>The objective.</summary>
    /// <exception cref="PictureException">A mask leaves nothing at a layer.</exception>
    public TiledObjective Create()
    {
        var content = _pictures.Content;
        var (height, width) = (content.Image.shape[2], content.Image.shape[3]);
        var maps = _contentLayers.Select(l => new ContentMap(_network, l.Layer, content, _tiling.Scratch)).ToList();
        var areas = _pictures.Areas.Select(a => new StyleAreaSums(_network, content, a, _styleLayers, _options)).ToList();
        try
        {
            Walk(content.Image, [.. _contentLayers, .. _styleLayers], found =>
            {
                maps.ForEach(m => m.Add(found));
                areas.ForEach(a => a.AddContent(found));
            });
            foreach (var area in areas)
            {
                area.AddStyles((image, add) => Walk(image, _styleLayers, add));
            }

            return new TiledObjective(
                _network,
                [.. maps.Select((m, i) => m.Loss(_contentLayers[i], _options))],
                [.. areas.SelectMany(a => a.Losses())],
                new PixelLosses(content, _options, _pictures.Preview),
                _pictures.Painted is null ? null : new KeptPhotograph(content.Image, _pictures.Painted),
                (height, width),
                _tiling);
        }
        finally
        {
            areas.ForEach(a => a.Dispose());
        }
    }

    private void Walk(Tensor image, IEnumerable<LayerWeight> layers, Action<FeatureMaps> look) =>
        TileWalk.Over(_network, image, layers, _tiling, _options.MatchSize == MatchSize.Layerwise ? MapResize.Reach : 0, look);
}
