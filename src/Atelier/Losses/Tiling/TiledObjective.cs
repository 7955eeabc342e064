using Atelier.Networks;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary>
/// The objective of a picture that passes the network tile by tile. Value and gradient are those of the whole picture: a first pass
/// adds up the statistics that the style losses are made of, a second goes back from each tile (Galerne et al. 2024).
/// </summary>
internal sealed class TiledObjective : IObjective
{
    private readonly FeatureNetwork _network;
    private readonly IReadOnlyList<FeatureLoss> _content;
    private readonly IReadOnlyList<FeatureLoss> _style;
    private readonly PixelLosses _pixels;
    private readonly KeptPhotograph? _kept;
    private readonly string[] _layers;
    private readonly TileGrid? _grid;
    private readonly TileSettings _tiling;

    /// <summary>Takes over the losses; they are freed with it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="content">The content losses.</param>
    /// <param name="style">The style losses.</param>
    /// <param name="pixels">The losses that need no network.</param>
    /// <param name="kept">The photograph, where parts of it are kept.</param>
    /// <param name="size">The picture's height and width.</param>
    /// <param name="tiling">How it is cut.</param>
    public TiledObjective(
        FeatureNetwork network,
        IReadOnlyList<FeatureLoss> content,
        IReadOnlyList<FeatureLoss> style,
        PixelLosses pixels,
        KeptPhotograph? kept,
        (long Height, long Width) size,
        TileSettings tiling)
    {
        (_network, _content, _style, _pixels, _kept) = (network, content, style, pixels, kept);
        _tiling = tiling;
        _layers = [.. content.Concat(style).Select(l => l.Layer).Distinct()];
        if (_layers.Length > 0)
        {
            var reach = content.Concat(style).Max(l => l.Reach);
            _grid = new TileGrid(network.Architecture, network.DeepestOf(_layers), size.Height, size.Width, tiling.Core, reach);
        }
    }

    /// <inheritdoc/>
    public (LossValues Values, Tensor Gradient) Evaluate(Tensor painting) => Evaluate(painting, LossBalance.AsWeighted);

    /// <inheritdoc/>
    public (LossValues Values, Tensor Gradient) Evaluate(Tensor painting, LossBalance balance)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var image = _kept is null ? painting : _kept.Over(painting);
        var (content, style, gradient) = _grid is null ? (0, 0, NoGradient(image)) : PassTiles(_grid, image, balance);
        var variation = _pixels.AddVariationInBands(image, gradient);
        var preview = _pixels.AddPreview(image, gradient);
        gradient = _kept is null ? gradient : _kept.Backward(gradient);
        var range = _pixels.AddRangeInBands(painting, gradient); // as in a whole picture

        return (new LossValues(content + style + variation + range + preview, content, style, variation, range, preview), gradient.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public (double Content, double Style) Measure(Tensor painting)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var image = _kept is null ? painting : _kept.Over(painting);
        if (_grid is null)
        {
            return (0, 0);
        }

        using var losses = new LossesInTiles(this, _grid, LossBalance.AsWeighted);
        using var pass = new TiledPass(_network, _grid, image, _layers, _tiling.Scratch);
        pass.Forward(maps =>
        {
            losses.Look(maps);
            losses.AddValues(maps);
        });
        return (losses.Content, losses.Style);
    }

    /// <summary>Frees the targets, not the network.</summary>
    public void Dispose()
    {
        foreach (var loss in _content.Concat(_style))
        {
            loss.Dispose();
        }

        _pixels.Dispose();
        _kept?.Dispose();
    }

    private Tensor NoGradient(Tensor image)
    {
        using var taking = _tiling.Scratch?.Taking();
        return TiledPass.Cleared(empty_like(image));
    }

    private (double Content, double Style, Tensor Gradient) PassTiles(TileGrid grid, Tensor image, LossBalance balance)
    {
        using var losses = new LossesInTiles(this, grid, balance);
        using var pass = new TiledPass(_network, grid, image, _layers, _tiling.Scratch);
        pass.ForwardToComeBack(losses.Look, _tiling.KeptBlock);
        var gradient = pass.Backward(() => NoGradient(image), losses.AddGradient);
        return (losses.Content, losses.Style, gradient);
    }

    // One evaluation of the losses.
    private sealed class LossesInTiles : IDisposable
    {
        private readonly List<(string Layer, TiledLoss Loss)> _content;
        private readonly List<(string Layer, TiledLoss Loss)> _style;

        public LossesInTiles(TiledObjective objective, TileGrid grid, LossBalance balance)
        {
            _content = Begin(objective._content, balance.Content);
            _style = Begin(objective._style, balance.Style);

            List<(string Layer, TiledLoss Loss)> Begin(IReadOnlyList<FeatureLoss> losses, double factor) =>
                [.. losses.Select(l => (l.Layer, Begun(l, grid.SizeAt(objective._network.PlaceOf(l.Layer)), factor)))];
        }

        public double Content => _content.Sum(l => l.Loss.Value);

        public double Style => _style.Sum(l => l.Loss.Value);

        public void Look(FeatureMaps maps) => Each(_content.Concat(_style), maps, (loss, tile) => loss.Look(tile));

        // The content's come with their gradient.
        public void AddValues(FeatureMaps maps) => Each(_content, maps, (loss, tile) => loss.AddGradient(tile, zeros_like(tile.Map)));

        public Tensor? AddGradient(FeatureMaps maps, string layer, Tensor? gradient)
        {
            foreach (var (_, loss) in _content.Concat(_style).Where(l => l.Layer == layer))
            {
                var tile = TileMap.Of(maps, layer);
                gradient ??= ChannelsLast.Zeros(tile.Map, tile.Map.shape[2], tile.Map.shape[3]);
                loss.AddGradient(tile, gradient);
            }

            return gradient;
        }

        public void Dispose() => _content.Concat(_style).ToList().ForEach(l => l.Loss.Dispose());

        private static TiledLoss Begun(FeatureLoss loss, (long Height, long Width) size, double factor) => loss.InTiles(size.Height, size.Width, factor);

        private static void Each(IEnumerable<(string Layer, TiledLoss Loss)> losses, FeatureMaps maps, Action<TiledLoss, TileMap> action)
        {
            foreach (var (layer, loss) in losses.Where(l => maps.Layers.Contains(l.Layer)))
            {
                action(loss, TileMap.Of(maps, layer));
            }
        }
    }
}
