using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary>
/// The objective of a picture that passes the network tile by tile. Value and gradient are those of the whole picture: a first pass
/// adds up the statistics that the style losses are made of, a second goes back from each tile (Galerne et al. 2024). What the memory
/// allows is kept of the first pass, so that it need not be computed again.
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
    private readonly int _keepFrom;
    private readonly ScratchFile? _scratch;

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
        _scratch = tiling.Scratch;
        _layers = [.. content.Concat(style).Select(l => l.Layer).Distinct()];
        if (_layers.Length > 0)
        {
            var reach = content.Concat(style).Max(l => l.Reach);
            _grid = new TileGrid(network.Architecture, network.DeepestOf(_layers), size.Height, size.Width, tiling.Core, reach);
            _keepFrom = tiling.KeepsFrom(network.Architecture);
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
        var gradient = Zeros(image);
        var (content, style) = _grid is null ? (0, 0) : PassTiles(_grid, image, gradient, balance);
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

        var content = _content.Select(l => new LossInTiles(l, _network, _grid, 1)).ToList();
        var style = _style.Select(l => new LossInTiles(l, _network, _grid, 1)).ToList();
        try
        {
            foreach (var frame in _grid.Tiles)
            {
                using var inner = NewDisposeScope();
                using var maps = _network.Forward(frame.Pixels.Of(image), _layers, frame, keepFrom: int.MaxValue);
                style.ForEach(l => l.Loss.Look(l.Of(maps)));
                content.ForEach(l => l.Loss.AddGradient(l.Of(maps), zeros_like(maps[l.Layer]))); // which is how it comes to its value
                ScratchFile.Rest();
            }

            return (content.Sum(l => l.Loss.Value), style.Sum(l => l.Loss.Value));
        }
        finally
        {
            content.ForEach(l => l.Loss.Dispose());
            style.ForEach(l => l.Loss.Dispose());
        }
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

    private Tensor Zeros(Tensor like)
    {
        using var taking = _scratch?.Taking();
        var zeros = empty_like(like);
        foreach (var (top, rows) in RowBands.Of(zeros))
        {
            using var scope = NewDisposeScope();
            zeros.narrow(2, top, rows).zero_();
            ScratchFile.Rest();
        }

        return zeros;
    }

    private (double Content, double Style) PassTiles(TileGrid grid, Tensor image, Tensor gradient, LossBalance balance)
    {
        var content = _content.Select(l => new LossInTiles(l, _network, grid, balance.Content)).ToList();
        var style = _style.Select(l => new LossInTiles(l, _network, grid, balance.Style)).ToList();
        List<LossInTiles> all = [.. content, .. style];
        var maps = new FeatureMaps?[grid.Tiles.Count];
        try
        {
            if (all.Any(l => l.Loss.LooksAtAll))
            {
                Look(grid, image, all, maps);
            }

            // Backwards, since the last tile was kept whole.
            for (var t = maps.Length - 1; t >= 0; t--)
            {
                GoBack(grid.Tiles[t], image, all, ref maps[t], gradient);
            }

            return (content.Sum(l => l.Loss.Value), style.Sum(l => l.Loss.Value));
        }
        finally
        {
            Array.ForEach(maps, m => m?.Dispose());
            all.ForEach(l => l.Loss.Dispose());
        }
    }

    private void Look(TileGrid grid, Tensor image, List<LossInTiles> losses, FeatureMaps?[] maps)
    {
        for (var t = 0; t < maps.Length; t++)
        {
            using var scope = NewDisposeScope();
            var frame = grid.Tiles[t];
            var keepFrom = t == maps.Length - 1 ? 0 : _keepFrom;
            var found = maps[t] = _network.Forward(frame.Pixels.Of(image), _layers, frame, keepFrom);
            losses.ForEach(l => l.Loss.Look(l.Of(found)));
            ScratchFile.Rest();
            if (keepFrom <= found.Deepest)
            {
                found.ForgetRest();
            }
            else
            {
                found.Dispose();
                maps[t] = null;
            }
        }
    }

    private void GoBack(TileFrame frame, Tensor image, List<LossInTiles> losses, ref FeatureMaps? maps, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var pixels = frame.Pixels.Of(image);
        maps ??= _network.Forward(pixels, _layers, frame, keepFrom: 0);
        _network.Complete(maps, pixels);
        var found = maps;
        frame.Pixels.Of(gradient).add_(_network.Backward(found, Add));
        found.Dispose();
        maps = null;
        ScratchFile.Rest();

        Tensor? Add(string layer, Tensor? slope)
        {
            foreach (var loss in losses.Where(l => l.Layer == layer))
            {
                var tile = loss.Of(found);
                slope ??= ChannelsLast.Zeros(tile.Map, tile.Map.shape[2], tile.Map.shape[3]);
                loss.Loss.AddGradient(tile, slope);
            }

            return slope;
        }
    }

    // One evaluation of a loss, with the place of its layer.
    private sealed class LossInTiles(FeatureLoss loss, FeatureNetwork network, TileGrid grid, double factor)
    {
        private readonly int _place = network.PlaceOf(loss.Layer);

        public string Layer => loss.Layer;

        public TiledLoss Loss { get; } = Begin(loss, grid.SizeAt(network.PlaceOf(loss.Layer)), factor);

        public TileMap Of(FeatureMaps maps) => new(maps[Layer], maps.Frame!.Covers(_place), maps.Frame.Core(_place));

        private static TiledLoss Begin(FeatureLoss loss, (long Height, long Width) size, double factor) => loss.InTiles(size.Height, size.Width, factor);
    }
}
