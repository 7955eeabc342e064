using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using Atelier.Networks.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Networks;

/// <summary>How a network is run.</summary>
/// <param name="Pooling">The pooling between blocks.</param>
/// <param name="Padding">The first convolution's border.</param>
internal sealed record NetworkSettings(PoolingKind Pooling = PoolingKind.Max, PaddingKind Padding = PaddingKind.Zero);

/// <summary>
/// A frozen network of the VGG family: pictures in, feature maps out, and gradients with respect to feature maps back to
/// the picture. The weights never have a gradient, so the backward pass is written out: it needs one convolution a layer,
/// with the weights rotated and transposed once. A student network is read through taps only, which stand for its teacher's
/// layers: its own layers of the same names are something else, and are not on offer.
/// </summary>
internal sealed class FeatureNetwork : IDisposable
{
    private readonly Kernel[] _kernels;
    private readonly Tap[] _taps;
    private readonly PixelInput _input;
    private readonly NetworkSettings _settings;

    /// <summary>Brings the weights to the engine's device and format.</summary>
    /// <param name="architecture">The layers.</param>
    /// <param name="weights">The convolutions' weights, first to last.</param>
    /// <param name="convention">How the network wants its pixels.</param>
    /// <param name="engine">Where it runs.</param>
    /// <param name="settings">How it is run.</param>
    /// <param name="taps">What is read in place of the layers; null or empty to read the layers themselves.</param>
    public FeatureNetwork(
        NetworkArchitecture architecture,
        IReadOnlyList<ConvolutionWeights> weights,
        InputConvention convention,
        Engine engine,
        NetworkSettings settings,
        IReadOnlyList<TapWeights>? taps = null)
    {
        Architecture = architecture;
        Engine = engine;
        _settings = settings;
        _input = new PixelInput(convention, engine, settings.Padding);
        _kernels = [.. weights.Select((w, i) => new Kernel(w, engine, i == 0 ? _input : null))];
        _taps = [.. (taps ?? []).OrderBy(t => t.Source).Select(t => new Tap(t, engine))];
    }

    /// <summary>The layers.</summary>
    public NetworkArchitecture Architecture { get; }

    /// <summary>Where it runs.</summary>
    public Engine Engine { get; }

    /// <summary>The layers that can be asked for, the shallowest first.</summary>
    public IEnumerable<string> LayerNames => _taps.Length > 0 ? _taps.Select(t => t.Layer) : Architecture.Layers.Select(l => l.Name);

    /// <summary>How many channels a layer has; for a tap, those of the layer that it stands for, more than its map has.</summary>
    /// <exception cref="OptionsException">There is no such layer.</exception>
    public int ChannelsOf(string layer) => _taps.Length > 0 ? TapFor(layer).Channels : Architecture.Layers[Architecture.IndexOf(layer)].Channels;

    /// <summary>How much a run with these options asks of it.</summary>
    /// <exception cref="OptionsException">There is no such layer.</exception>
    public NetworkFootprint FootprintOf(StylizeOptions options)
    {
        string[] layers = [.. options.ContentLayers.Concat(options.StyleLayers).Select(l => l.Layer)];
        return NetworkFootprint.Of(Architecture, _taps, layers, Engine.Format, [.. options.ContentLayers.Select(l => l.Layer).Distinct()]);
    }

    /// <summary>The feature maps of some layers. The pass stops at the deepest of them.</summary>
    /// <param name="image">A picture, or several of one size, (N, 3, H, W), RGB, 0 to 1, float32, on the engine's device.</param>
    /// <param name="layers">The layers asked for.</param>
    /// <param name="forBackward">Whether the way back will be asked for with the result.</param>
    /// <exception cref="OptionsException">There is no such layer; the message lists those there are.</exception>
    public FeatureMaps Forward(Tensor image, IReadOnlyCollection<string> layers, bool forBackward = false) =>
        Forward(image, layers, forBackward ? 0 : int.MaxValue, frame: null);

    /// <summary>The feature maps of some layers for a tile of a picture.</summary>
    /// <param name="image">What the tile's frame covers of the picture, (1, 3, H, W).</param>
    /// <param name="layers">The layers asked for.</param>
    /// <param name="frame">The tile.</param>
    /// <param name="keepFrom">
    /// The first layer from which on what the way back needs is kept, the first of a block: where it is not the very first,
    /// <see cref="Complete"/> must be called in between. Greater than the deepest if there will be no way back.
    /// </param>
    public FeatureMaps Forward(Tensor image, IReadOnlyCollection<string> layers, TileFrame frame, int keepFrom) =>
        Forward(image, layers, keepFrom, frame);

    /// <summary>The place of the deepest layer that a pass to some layers needs.</summary>
    public int DeepestOf(IReadOnlyCollection<string> layers) => layers.Max(PlaceOf);

    /// <summary>The place of the layer that a layer's features are read from: itself, unless taps stand for the layers.</summary>
    /// <exception cref="OptionsException">There is no such layer; the message lists those there are.</exception>
    public int PlaceOf(string layer) => _taps.Length > 0 ? TapFor(layer).Source : Architecture.IndexOf(layer);

    /// <summary>Computes again what a pass for a tile did not keep, so that the way back can be taken.</summary>
    /// <param name="maps">What was kept, and what is added to.</param>
    /// <param name="image">What the tile's frame covers of the picture.</param>
    public void Complete(FeatureMaps maps, Tensor image)
    {
        if (maps.KeptFrom == 0)
        {
            return;
        }

        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var pooling = maps.KeptFrom - 1; // what was kept begins after it, and needs it no more
        Pass(maps, image, maps.IsAskedFor(pooling) ? pooling + 1 : pooling, keepFrom: 0);
        maps.Detached();
    }

    /// <summary>
    /// The gradient of a loss with respect to the picture, given its gradients with respect to feature maps. Uses the maps up.
    /// </summary>
    /// <param name="maps">What the forward pass kept.</param>
    /// <param name="gradients">By layer, the gradient, shaped as the feature map. Uses these up as well.</param>
    /// <returns>(1, 3, H, W), RGB, float32.</returns>
    public Tensor Backward(FeatureMaps maps, IReadOnlyDictionary<string, Tensor> gradients) =>
        Backward(maps, (layer, g) => !gradients.TryGetValue(layer, out var own) ? g : g is null ? own : g.add_(own));

    /// <summary>The same where gradients with respect to feature maps are made as they are needed, so that they take no memory before.</summary>
    /// <param name="maps">What the forward pass kept.</param>
    /// <param name="add">
    /// Given a layer and the gradient that comes to its map from deeper ones, null where none does, adds to it what the losses say, in
    /// place, and returns it.
    /// </param>
    /// <returns>(1, 3, H, W), RGB, float32.</returns>
    public Tensor Backward(FeatureMaps maps, Func<string, Tensor?, Tensor?> add)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var kernel = Architecture.Layers.Take(maps.Deepest + 1).Count(l => l.Kind == LayerKind.Convolution);
        Tensor? g = null;
        for (var i = maps.Deepest; i >= 0; i--)
        {
            var layer = Architecture.Layers[i];
            g = WithOwn(i, maps, g, add);
            if (layer.Kind == LayerKind.Convolution)
            {
                kernel--;
            }

            if (g is null)
            {
                continue;
            }

            using var after = g;
            g = layer.Kind switch
            {
                LayerKind.Convolution => _kernels[kernel].Backward(g),
                LayerKind.Relu => NativeOps.ReluBackward(g, maps.At(i)),
                _ => PoolBackward(g, maps, i),
            };
            maps.Release(i);
        }

        return _input.Backward(g!).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        foreach (var kernel in _kernels)
        {
            kernel.Dispose();
        }

        foreach (var tap in _taps)
        {
            tap.Dispose();
        }

        _input.Dispose();
    }

    private FeatureMaps Forward(Tensor image, IReadOnlyCollection<string> layers, int keepFrom, TileFrame? frame)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var maps = new FeatureMaps(Architecture, layers.Select(PlaceOf).ToHashSet(), layers.ToHashSet(), frame, keepFrom);
        Pass(maps, image, maps.Deepest + 1, keepFrom);
        return maps.Detached();
    }

    // Layers from the first up to an end. All that is not kept is freed on the way.
    private void Pass(FeatureMaps maps, Tensor image, int end, int keepFrom)
    {
        var (x, kernel) = (_input.Prepare(image), 0);
        for (var i = 0; i < end; i++)
        {
            var layer = Architecture.Layers[i];
            var before = x;
            x = layer.Kind switch
            {
                LayerKind.Convolution => _kernels[kernel++].Forward(x),
                LayerKind.Relu => maps.IsAskedFor(i - 1) ? x.relu() : x.relu_(),
                _ => maps.Frame is { } frame ? Cropped(Pool(x), frame, i) : Pool(x),
            };
            maps.Keep(i, x, alsoForBackward: i >= keepFrom && layer.Kind == LayerKind.Relu);
            foreach (var tap in TapsAt(i).Where(t => maps.Layers.Contains(t.Layer)))
            {
                maps.KeepReading(tap.Layer, i, tap.Forward(x));
            }

            if (!ReferenceEquals(before, x) && !maps.Holds(before))
            {
                before.Dispose();
            }
        }
    }

    // What the deeper layers of a tile do not look at.
    private static Tensor Cropped(Tensor pooled, TileFrame frame, int pool)
    {
        var (all, kept) = (frame.Pooled(pool), frame.Covers(pool));
        if (all == kept)
        {
            return pooled;
        }

        using var scope = NewDisposeScope();
        var cropped = ChannelsLast.Of(kept.Within(all).Of(pooled)).MoveToOuterDisposeScope();
        pooled.Dispose();
        return cropped;
    }

    // The way back of it.
    private static Tensor Uncropped(Tensor gradient, TileFrame frame, int pool)
    {
        var (all, kept) = (frame.Pooled(pool), frame.Covers(pool));
        if (all == kept)
        {
            return gradient;
        }

        using var scope = NewDisposeScope();
        var whole = ChannelsLast.Zeros(gradient, all.Height, all.Width);
        kept.Within(all).Of(whole).copy_(gradient);
        return whole.MoveToOuterDisposeScope();
    }

    private IEnumerable<Tap> TapsAt(int place) => _taps.Where(t => t.Source == place);

    private Tap TapFor(string layer) => Array.Find(_taps, t => t.Layer == layer)
        ?? throw new OptionsException($"the network has no tap for the layer {layer}: it has {string.Join(", ", LayerNames)}");

    // With what the losses say of a layer's map: of itself, or of what taps read from it.
    private Tensor? WithOwn(int place, FeatureMaps maps, Tensor? g, Func<string, Tensor?, Tensor?> add)
    {
        if (_taps.Length == 0)
        {
            return maps.IsAskedFor(place) ? add(Architecture.Layers[place].Name, g) : g;
        }

        Tensor? sum = null;
        foreach (var tap in TapsAt(place).Where(t => maps.Layers.Contains(t.Layer)))
        {
            if (add(tap.Layer, null) is { } reading)
            {
                var own = tap.Backward(reading);
                sum = sum is null ? own : sum.add_(own);
            }
        }

        return sum is null ? g : g is null ? sum : g.add_(sum);
    }

    private Tensor Pool(Tensor x) => _settings.Pooling switch
    {
        PoolingKind.Max => max_pool2d(x, 2),
        PoolingKind.Avg => avg_pool2d(x, 2),
        _ => avg_pool2d(x, 2).mul_(RescaledAverage),
    };

    private Tensor PoolBackward(Tensor g, FeatureMaps maps, int pool)
    {
        using var scope = NewDisposeScope();
        var whole = maps.Frame is { } frame ? Uncropped(g, frame, pool) : g;
        return PoolBackward(whole, maps.At(pool - 1)).MoveToOuterDisposeScope();
    }

    private Tensor PoolBackward(Tensor g, Tensor x) => _settings.Pooling switch
    {
        PoolingKind.Max => NativeOps.MaxPoolBackward(g, x),
        PoolingKind.Avg => NativeOps.AveragePoolBackward(g, x),
        _ => NativeOps.AveragePoolBackward(g, x).mul_(RescaledAverage),
    };

    // The mean ratio of maximum to average over VGG-19's poolings on the sample photographs; the benchmark "pooling" measures it.
    internal const float RescaledAverage = 1.66f;
}
