using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>The statistics of the areas of the content picture and of their styles at the style layers, accumulated over tiles.</summary>
internal sealed class StyleTarget : FeatureTarget
{
    private readonly ObjectiveInputs _inputs;
    private readonly IReadOnlyList<LayerWeight> _layers;
    private readonly List<(StyleArea Area, List<LayerStatistics> Layers)> _areas;

    /// <param name="inputs">The pictures, the layers, the kind of loss and the matching of sizes.</param>
    /// <exception cref="PictureException">A mask is empty at a layer.</exception>
    public StyleTarget(ObjectiveInputs inputs)
    {
        (_inputs, _layers) = (inputs, inputs.Options.StyleLoss == StyleLossKind.Neighbours ? [] : inputs.StyleLayers);
        _areas = [.. inputs.Pictures.Areas.Select(area =>
        {
            var content = area.Of(inputs.Pictures.Content);
            return (area, _layers.Select(l => new LayerStatistics(inputs, content, area, l)).ToList());
        })];
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Layers => _layers.Select(l => l.Layer);

    /// <inheritdoc/>
    public override void AddContent(FeatureMaps maps)
    {
        foreach (var layer in _areas.SelectMany(a => a.Layers))
        {
            layer.Content.Add(maps);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureLoss> Losses() => [.. _areas.SelectMany(a => LossesOf(a.Area, a.Layers))];

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var layer in _areas.SelectMany(a => a.Layers))
        {
            layer.Content.Dispose();
        }
    }

    private IEnumerable<FeatureLoss> LossesOf(StyleArea area, List<LayerStatistics> layers)
    {
        using var scope = NewDisposeScope();
        var styles = area.Styles.Select(s => (OfLayer: StatisticsOf(s.Picture, layers), s.Share)).ToList();
        var share = area.ShareOf(_inputs.Pictures.Content); // so that a position counts as much in a small area as in a large one
        return [.. layers.Select((layer, l) => layer.Loss(_inputs, share, StyleStatistics.Mix([.. styles.Select(s => (s.OfLayer[l], s.Share))])))];
    }

    // By layer. Matched layer by layer they depend on the content picture, too, and are not cached.
    private IReadOnlyList<StyleStatistics> StatisticsOf(WeightedImage style, List<LayerStatistics> layers)
    {
        return style.Cached is var (cache, identity, key) && _inputs.Options.MatchSize != MatchSize.Layerwise
            ? cache.Of(identity, (_inputs.Network, key, _inputs.Options.StyleLoss), Compute)
            : Compute();

        List<StyleStatistics> Compute()
        {
            var statistics = layers.ConvertAll(l => l.OfStyle(_inputs, style));
            try
            {
                _inputs.Pass(style.Image, Layers, maps => statistics.ForEach(s => s.Add(maps)));
                return statistics.ConvertAll(s => s.Result());
            }
            finally
            {
                statistics.ForEach(s => s.Dispose());
            }
        }
    }

    // With layerwise matching, for which there is one style, the statistics have the size of the larger of the two maps.
    private sealed class LayerStatistics
    {
        private readonly LayerWeight _layer;
        private readonly (long Height, long Width) _own;
        private readonly (long Height, long Width) _size;

        public LayerStatistics(ObjectiveInputs inputs, WeightedImage content, StyleArea area, LayerWeight layer)
        {
            _layer = layer;
            _own = _size = inputs.SizeAt(content.Image, layer.Layer);
            if (inputs.Options.MatchSize == MatchSize.Layerwise)
            {
                var style = inputs.SizeAt(area.Styles[0].Picture.Image, layer.Layer);
                _size = _own.Height * _own.Width < style.Height * style.Width ? style : _own;
            }

            Content = new PictureStatistics(inputs.Options.StyleLoss, layer.Layer, content, _own, _size);
        }

        public PictureStatistics Content { get; }

        public PictureStatistics OfStyle(ObjectiveInputs inputs, WeightedImage style)
        {
            var own = inputs.SizeAt(style.Image, _layer.Layer);
            var size = inputs.Options.MatchSize == MatchSize.Layerwise ? _size : own;
            return new PictureStatistics(inputs.Options.StyleLoss, _layer.Layer, style, own, size);
        }

        public FeatureLoss Loss(ObjectiveInputs inputs, double share, StyleStatistics style)
        {
            var loss = StyleLossFactory.Create(
                _layer with { Weight = _layer.Weight * share },
                style,
                Content.Result(),
                inputs.Network.ChannelsOf(_layer.Layer),
                inputs.Options,
                Content.Weights,
                inputs.Network.Engine.Device);
            return _own == _size ? loss : new ResizedLoss(loss, new BilinearResize(_own.Height, _own.Width, _size.Height, _size.Width));
        }
    }
}
