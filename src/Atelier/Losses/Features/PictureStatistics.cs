using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>The statistics of a picture at a layer, accumulated over tiles, at the size of its map or at another size.</summary>
internal sealed class PictureStatistics : IDisposable
{
    private readonly StatisticsAccumulator _statistics;
    private readonly string _layer;
    private readonly BilinearResize? _resize;

    /// <param name="kind">The style loss that the statistics are for.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="own">The size of its map.</param>
    /// <param name="wanted">The size that the map is resized to.</param>
    /// <exception cref="PictureException">The picture's mask is empty at the layer.</exception>
    public PictureStatistics(
        StyleLossKind kind, string layer, WeightedImage picture, (long Height, long Width) own, (long Height, long Width) wanted)
    {
        _layer = layer;
        _statistics = StatisticsAccumulator.For(kind);
        _resize = own == wanted ? null : new BilinearResize(own.Height, own.Width, wanted.Height, wanted.Width);
        Weights = SpatialWeights.At(picture, wanted, layer);
    }

    /// <summary>How much each position counts, (1, 1, H, W); null for all alike.</summary>
    public Tensor? Weights { get; }

    /// <summary>Takes in a tile, if the layer is one of its block.</summary>
    public void Add(FeatureMaps maps)
    {
        if (!maps.Layers.Contains(_layer))
        {
            return;
        }

        using var scope = NewDisposeScope();
        var tile = FeatureTile.Of(maps, _layer);
        if ((_resize is null ? tile : _resize.Forward(tile)) is { } sized)
        {
            _statistics.Add(sized.Features, sized.WeightsOf(Weights));
        }
    }

    /// <summary>The statistics, once all tiles were taken in.</summary>
    public StyleStatistics Result() => _statistics.Result();

    /// <summary>Frees the sums.</summary>
    public void Dispose() => _statistics.Dispose();
}
