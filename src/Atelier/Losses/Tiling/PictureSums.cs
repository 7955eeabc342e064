using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary>The statistics of a picture at a layer, added up over tiles, at the size of its map or of another that it is resized to.</summary>
internal sealed class PictureSums : IDisposable
{
    private readonly StatisticsSum _sum;
    private readonly string _layer;
    private readonly MapResize? _resize;

    /// <param name="kind">The style loss that they are for.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="own">The size of its map.</param>
    /// <param name="wanted">The size that the map is brought to.</param>
    /// <exception cref="PictureException">Nothing of the picture is left there.</exception>
    public PictureSums(
        StyleLossKind kind, string layer, WeightedImage picture, (long Height, long Width) own, (long Height, long Width) wanted)
    {
        _layer = layer;
        _sum = StatisticsSum.For(kind);
        _resize = own == wanted ? null : new MapResize(own.Height, own.Width, wanted.Height, wanted.Width);
        Places = PlaceWeights.At(picture, wanted.Height, wanted.Width, layer);
    }

    /// <summary>How much each place counts, (1, 1, H, W); null for all alike.</summary>
    public Tensor? Places { get; }

    /// <summary>Takes in a tile, if it is one of the layer's block.</summary>
    public void Add(FeatureMaps maps)
    {
        if (!maps.Layers.Contains(_layer))
        {
            return;
        }

        using var scope = NewDisposeScope();
        var tile = TileMap.Of(maps, _layer);
        if (_resize is null)
        {
            _sum.Add(tile.Features, Places is null ? null : tile.Core.Of(Places));
        }
        else if (_resize.Forward(tile) is { } resized)
        {
            _sum.Add(resized, Places is null ? null : _resize.Part(tile.Core).Of(Places));
        }
    }

    /// <summary>The statistics, once every tile was taken in.</summary>
    public StyleStatistics Result() => _sum.Result();

    /// <summary>Frees the sums.</summary>
    public void Dispose() => _sum.Dispose();
}
