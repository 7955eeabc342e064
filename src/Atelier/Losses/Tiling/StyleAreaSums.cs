using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary>The statistics of one area of the content picture and of its styles, added up over tiles, and the losses made of them.</summary>
internal sealed class StyleAreaSums : IDisposable
{
    private readonly FeatureNetwork _network;
    private readonly StylizeOptions _options;
    private readonly StyleArea _area;
    private readonly List<LayerSums> _layers;
    private readonly double _share;

    /// <param name="network">The network.</param>
    /// <param name="content">The content picture.</param>
    /// <param name="area">The part of it, and its styles.</param>
    /// <param name="layers">The layers and their weights.</param>
    /// <param name="options">The kind of loss, the normalisation, the matching of sizes.</param>
    /// <exception cref="PictureException">A mask leaves nothing at a layer.</exception>
    public StyleAreaSums(FeatureNetwork network, WeightedImage content, StyleArea area, IReadOnlyList<LayerWeight> layers, StylizeOptions options)
    {
        (_network, _options, _area) = (network, options, area);
        var mask = StyleTargets.Product(area.Mask, content.Weights);
        var weighted = content with { Weights = mask, Name = area.Mask is null ? content.Name : area.Name };
        _layers = [.. layers.Select(l => new LayerSums(network, weighted, area, l, options))];
        _share = StyleTargets.ShareOf(area, content);
    }

    /// <summary>Takes in a tile of the content picture.</summary>
    public void AddContent(FeatureMaps maps) => _layers.ForEach(l => l.Content.Add(maps));

    /// <summary>Takes in the styles, all of their tiles.</summary>
    /// <param name="walk">Passes a picture through the network and hands over each tile's maps.</param>
    public void AddStyles(Action<Tensor, Action<FeatureMaps>> walk)
    {
        for (var s = 0; s < _area.Styles.Count; s++)
        {
            var style = s;
            walk(_area.Styles[s].Picture.Image, maps => _layers.ForEach(l => l.Styles[style].Add(maps)));
        }
    }

    /// <summary>A loss for each layer; someone must free them.</summary>
    public IEnumerable<FeatureLoss> Losses() => _layers.Select(l =>
    {
        using var scope = NewDisposeScope();
        var style = StyleStatistics.Mix([.. l.Styles.Select((s, i) => (s.Result(), _area.Styles[i].Share))]);
        return l.Wrapped(StyleLosses.Create(
            l.Layer with { Weight = l.Layer.Weight * _share },
            style,
            l.Content.Result(),
            _network.ChannelsOf(l.Layer.Layer),
            _options,
            l.Content.Places,
            _network.Engine.Device));
    });

    /// <summary>Frees the sums.</summary>
    public void Dispose()
    {
        foreach (var sum in _layers.SelectMany(l => l.Styles.Append(l.Content)))
        {
            sum.Dispose();
        }
    }

    // The sums of one layer; with layerwise matching, those of the larger of the two maps' size.
    private sealed class LayerSums
    {
        private readonly (long Height, long Width)? _enlargedTo;

        public LayerSums(FeatureNetwork network, WeightedImage content, StyleArea area, LayerWeight layer, StylizeOptions options)
        {
            Layer = layer;
            var stride = network.Architecture.Layers[network.PlaceOf(layer.Layer)].Stride;
            var own = SizeOf(content);
            var sizes = area.Styles.Select(s => SizeOf(s.Picture)).ToArray();
            var wanted = sizes;
            if (options.MatchSize == MatchSize.Layerwise)
            {
                var pictureIsSmaller = own.Height * own.Width < sizes[0].Height * sizes[0].Width;
                _enlargedTo = pictureIsSmaller ? sizes[0] : null;
                wanted = [pictureIsSmaller ? sizes[0] : own];
            }

            Content = new PictureSums(options.StyleLoss, layer.Layer, content, own, _enlargedTo ?? own);
            Styles = [.. area.Styles.Select((s, i) => new PictureSums(options.StyleLoss, layer.Layer, s.Picture, sizes[i], wanted[i]))];

            (long Height, long Width) SizeOf(WeightedImage picture) => (picture.Image.shape[2] / stride, picture.Image.shape[3] / stride);
        }

        public LayerWeight Layer { get; }

        public PictureSums Content { get; }

        public IReadOnlyList<PictureSums> Styles { get; }

        public FeatureLoss Wrapped(FeatureLoss loss) =>
            _enlargedTo is { } size ? new LayerwiseStyleLoss(loss, size.Height, size.Width) : loss;
    }
}
