using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary>The content picture's features at a layer, put together from tiles in the network's format.</summary>
internal sealed class ContentMap
{
    private readonly string _layer;
    private readonly int _channels;
    private readonly (long Height, long Width) _size;
    private readonly Tensor? _places;
    private readonly FeatureSpread _spread = new();
    private readonly ScratchFile? _scratch;
    private Tensor? _map;

    /// <param name="network">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="picture">The content picture.</param>
    /// <param name="scratch">Where the map lies; null for memory.</param>
    /// <exception cref="PictureException">Nothing of the picture is left there.</exception>
    public ContentMap(FeatureNetwork network, string layer, WeightedImage picture, ScratchFile? scratch)
    {
        _scratch = scratch;
        (_layer, _channels) = (layer, network.ChannelsOf(layer));
        var stride = network.Architecture.Layers[network.PlaceOf(layer)].Stride;
        _size = (picture.Image.shape[2] / stride, picture.Image.shape[3] / stride);
        _places = PlaceWeights.At(picture, _size.Height, _size.Width, layer);
    }

    /// <summary>Takes in a tile, if it is one of the layer's block.</summary>
    public void Add(FeatureMaps maps)
    {
        if (!maps.Layers.Contains(_layer))
        {
            return;
        }

        var tile = TileMap.Of(maps, _layer);
        _map ??= Empty(tile.Map);
        tile.Core.Of(_map).copy_(tile.Features);
        ScratchFile.Rest();
        _spread.Add(tile.Features, _places is null ? null : tile.Core.Of(_places));
    }

    /// <summary>The loss, once every tile was taken in.</summary>
    public ContentLoss Loss(LayerWeight layer, StylizeOptions options) =>
        new(_layer, _map!, layer.Weight * LossScales.Content(options.Normalization, _spread, _channels), _places);

    // Outlives the scope that the tiles' maps belong to.
    private Tensor Empty(Tensor like)
    {
        using var taking = _scratch?.Taking();
        return ChannelsLast.Empty(like, _size.Height, _size.Width).MoveToOuterDisposeScope();
    }
}
