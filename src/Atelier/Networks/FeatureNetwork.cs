using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using Atelier.Networks.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Networks;

/// <summary>How a network is run.</summary>
/// <param name="Pooling">The pooling between blocks.</param>
/// <param name="Padding">The border of the convolutions.</param>
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
    private readonly bool _hasMasks;

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
        _hasMasks = ActivationMask.AreFor(engine);
        _input = new PixelInput(convention, engine, settings.Padding);
        _kernels = [.. weights.Select((w, i) => new Kernel(w, engine, settings.Padding, i == 0 ? _input : null))];
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
    public int ChannelsOf(string layer) => ReadsTaps(layer) ? TapFor(layer).Channels : Architecture.Layers[Architecture.IndexOf(layer)].Channels;

    /// <summary>The layers whose features are compared with their neighbours: the network's own, as far as relu4_1.</summary>
    public IReadOnlyList<string> NeighbourLayers =>
        [.. NetworkArchitecture.NeighbourLayers.Intersect(Architecture.Layers.Select(l => l.Name)).Select(l => _taps.Length > 0 ? NetworkArchitecture.OwnPrefix + l : l)];

    /// <summary>How much a run with these options asks of it.</summary>
    /// <param name="options">The layers.</param>
    /// <exception cref="OptionsException">It does not have all layers that are asked for; lists every one.</exception>
    public NetworkFootprint FootprintOf(StylizeOptions options)
    {
        Require(options);
        var neighbours = options.StrokeWeight > 0 ? NeighbourLayers : [];
        string[] layers = [.. options.ContentLayers.Concat(options.StyleLayers).Select(l => l.Layer), .. neighbours];
        return NetworkFootprint.Of(Architecture, _taps, layers, Engine.Format, [.. options.ContentLayers.Select(l => l.Layer).Distinct()], neighbours);
    }

    /// <summary>The feature maps of some layers. The pass stops at the deepest of them.</summary>
    /// <param name="image">A picture, or several of one size, (N, 3, H, W), RGB, 0 to 1, float32, on the engine's device.</param>
    /// <param name="layers">The layers asked for.</param>
    /// <param name="forBackward">Whether the backward pass will be asked for with the result.</param>
    /// <exception cref="OptionsException">There is no such layer; the message lists those there are.</exception>
    public FeatureMaps Forward(Tensor image, IReadOnlyCollection<string> layers, bool forBackward = false) =>
        Forward(image, layers, new LayerRange(0, DeepestOf(layers) + 1), tile: null, forBackward);

    /// <summary>The feature maps of some layers in a part of the network.</summary>
    /// <param name="input">What its first layer is given, (1, C, H, W): the picture, or what the layer before gave, or what a tile covers of it.</param>
    /// <param name="layers">The layers asked for; those of other parts are passed over.</param>
    /// <param name="part">The layers to pass.</param>
    /// <param name="tile">The tile; null for a whole picture.</param>
    /// <param name="forBackward">Whether the backward pass will be asked for with the result.</param>
    public FeatureMaps Forward(Tensor input, IReadOnlyCollection<string> layers, LayerRange part, Tile? tile, bool forBackward)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var here = layers.Where(l => part.Contains(IndexOf(l))).ToHashSet();
        var maps = new FeatureMaps(Architecture, part, here.Select(IndexOf).ToHashSet(), here, tile);
        Pass(maps, input, part, forBackward);
        return maps.Detached();
    }

    /// <summary>The place of the deepest layer that a pass to some layers needs.</summary>
    public int DeepestOf(IReadOnlyCollection<string> layers) => layers.Max(IndexOf);

    /// <summary>The place of the layer that a layer's features are read from: itself, unless taps stand for the layers.</summary>
    /// <exception cref="OptionsException">There is no such layer; the message lists those there are.</exception>
    public int IndexOf(string layer) => ReadsTaps(layer) ? TapFor(layer).Source : Architecture.IndexOf(layer);

    /// <summary>Frees what <see cref="Complete"/> computes again at little cost: the maps of the first convolution, whose input has three channels.</summary>
    public void ForgetCheap(FeatureMaps maps)
    {
        if (IsCheap(maps))
        {
            maps.Release(0);
            maps.Release(1);
        }
    }

    /// <summary>Computes again what was forgotten, so that the backward pass can be taken.</summary>
    /// <param name="maps">What is left, and what is added to.</param>
    /// <param name="input">As it was given to the pass; for a part that begins with the picture.</param>
    public void Complete(FeatureMaps maps, Tensor? input)
    {
        if (!IsCheap(maps) || maps.MapAt(1) is not null || maps.MaskAt(1) is not null)
        {
            return;
        }

        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        Pass(maps, input!, new LayerRange(0, 2), forBackward: true);
        maps.Detached();
    }

    /// <summary>
    /// The backward pass of a part of the network. Uses the maps up. Gradients with respect to feature maps are made as they are needed, so
    /// that they take no memory before.
    /// </summary>
    /// <param name="maps">What the forward pass kept.</param>
    /// <param name="ofOutput">The gradient with respect to what the last layer gave, which is used up; null where none comes.</param>
    /// <param name="add">
    /// Given a layer and the gradient that comes to its map from deeper ones, null where none does, adds to it what the losses say, in
    /// place, and returns it.
    /// </param>
    /// <returns>The gradient with respect to what the part was given; for the picture (1, 3, H, W), RGB, float32. Null where no loss looks.</returns>
    public Tensor? Backward(FeatureMaps maps, Tensor? ofOutput, Func<string, Tensor?, Tensor?> add)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var kernel = ConvolutionsBefore(maps.Part.End);
        var g = ofOutput;
        for (var i = maps.Part.Last; i >= maps.Part.First; i--)
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

            var after = g;
            g = layer.Kind switch
            {
                LayerKind.Convolution => _kernels[kernel].Backward(g),
                LayerKind.Relu => ReluBackward(g, maps, i),
                _ => PoolBackward(g, maps, i),
            };
            if (!ReferenceEquals(after, g))
            {
                after.Dispose();
            }

            maps.Release(i);
        }

        return maps.Part.First > 0 || g is null ? g?.MoveToOuterDisposeScope() : _input.Backward(g).MoveToOuterDisposeScope();
    }

    private void Require(StylizeOptions options)
    {
        var missing = NotThere("content-layers", options.ContentLayers).Concat(NotThere("style-layers", options.StyleLayers)).ToList();
        if (missing.Count > 0)
        {
            throw new OptionsException(missing);
        }

        IEnumerable<Message> NotThere(string option, LayerWeights layers) =>
            layers.Select(l => l.Layer).Except(LayerNames).Take(1).Select(l => NetworkArchitecture.NoLayer(l, LayerNames, option));
    }

    private bool ReadsTaps(string layer) => _taps.Length > 0 && !layer.StartsWith(NetworkArchitecture.OwnPrefix, StringComparison.Ordinal);

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

    // All that is not kept is freed on the way.
    private void Pass(FeatureMaps maps, Tensor input, LayerRange part, bool forBackward)
    {
        var (x, kernel) = (part.First == 0 ? _input.Prepare(input) : ChannelsLast.Of(input), ConvolutionsBefore(part.First));
        for (var i = part.First; i < part.End; i++)
        {
            var layer = Architecture.Layers[i];
            var before = x;
            x = layer.Kind switch
            {
                LayerKind.Convolution => _kernels[kernel++].Forward(x),
                LayerKind.Relu => maps.IsAskedFor(i - 1) ? x.relu() : x.relu_(),
                _ => Pool(x, maps, i, forBackward),
            };
            if (maps.IsAskedFor(i) || (forBackward && layer.Kind == LayerKind.Relu && !_hasMasks))
            {
                maps.Keep(i, x);
            }
            else if (forBackward && layer.Kind == LayerKind.Relu && !PoolingMakesMask(maps, i))
            {
                maps.Keep(i, ActivationMask.OfRelu(x));
            }
            else if (i == maps.Part.Last && maps.Tile is not null)
            {
                maps.KeepOutput(x);
            }

            foreach (var tap in TapsAt(i).Where(t => maps.Layers.Contains(t.Layer) && !maps.HasReading(t.Layer)))
            {
                maps.KeepReading(tap.Layer, i, tap.Forward(x));
            }

            if (!ReferenceEquals(before, x) && !maps.Holds(before))
            {
                before.Dispose();
            }
        }
    }

    private int ConvolutionsBefore(int layer) => Architecture.Layers.Take(layer).Count(l => l.Kind == LayerKind.Convolution);

    // The first convolution and its ReLU, unless the mask of that come from its pooling.
    private bool IsCheap(FeatureMaps maps) => maps.Part is { First: 0, End: >= 2 } && !PoolingMakesMask(maps, 1);

    // Whether a ReLU's mask are found with its pooling's: unless its map is kept anyway.
    private bool PoolingMakesMask(FeatureMaps maps, int relu) =>
        _hasMasks && _settings.Pooling == PoolingKind.Max && !maps.IsAskedFor(relu)
        && relu + 1 < maps.Part.End && Architecture.Layers[relu + 1].Kind == LayerKind.Pool;

    private IEnumerable<Tap> TapsAt(int place) => _taps.Where(t => t.Source == place);

    private Tap TapFor(string layer) => Array.Find(_taps, t => t.Layer == layer)
        ?? throw new OptionsException(NetworkArchitecture.NoLayer(layer, LayerNames));

    // With what the losses say of a layer's map: of itself, or of what taps read from it.
    private Tensor? WithOwn(int place, FeatureMaps maps, Tensor? g, Func<string, Tensor?, Tensor?> add)
    {
        if (_taps.Length == 0)
        {
            return maps.IsAskedFor(place) ? add(Architecture.Layers[place].Name, g) : g;
        }

        var layer = NetworkArchitecture.OwnPrefix + Architecture.Layers[place].Name;
        var sum = maps.Layers.Contains(layer) ? add(layer, g) : g;
        foreach (var tap in TapsAt(place).Where(t => maps.Layers.Contains(t.Layer)))
        {
            if (add(tap.Layer, null) is { } reading)
            {
                var own = tap.Backward(reading);
                sum = sum is null ? own : sum.AddInPlace(own);
            }
        }

        return sum;
    }

    private Tensor Pool(Tensor x, FeatureMaps maps, int pool, bool forBackward)
    {
        if (forBackward && PoolingMakesMask(maps, pool - 1))
        {
            var (pooled, mask) = ActivationMask.MaxPool(x);
            maps.Keep(pool - 1, mask);
            return pooled;
        }

        return _settings.Pooling switch
        {
            PoolingKind.Max => max_pool2d(x, 2),
            PoolingKind.Avg => avg_pool2d(x, 2),
            _ => avg_pool2d(x, 2).MultiplyInPlace(RescaledAverage),
        };
    }

    private static Tensor ReluBackward(Tensor g, FeatureMaps maps, int relu) =>
        maps.MaskAt(relu) is { } mask ? mask.ReluBackward(g)
        : maps.MapAt(relu) is { } output ? NativeOps.ReluBackward(g, output)
        : g; // the backward pass of the pooling has passed the ReLU, too

    private Tensor PoolBackward(Tensor g, FeatureMaps maps, int pool)
    {
        var (mask, input) = (maps.MaskAt(pool - 1), maps.MapAt(pool - 1));
        if (_settings.Pooling == PoolingKind.Max)
        {
            if (mask is null)
            {
                return NativeOps.MaxPoolBackward(g, input!);
            }

            var spread = mask.MaxPoolBackward(g);
            maps.Release(pool - 1);
            return spread;
        }

        // Of an average's input the size counts alone.
        var gradient = NativeOps.AveragePoolBackward(g, input ?? ChannelsLast.Empty(g, mask!.Height, mask.Width));
        return _settings.Pooling == PoolingKind.Avg ? gradient : gradient.MultiplyInPlace(RescaledAverage);
    }

    // The mean ratio of maximum to average over VGG-19's poolings on the sample photographs; the benchmark "pooling" measures it.
    internal const float RescaledAverage = 1.66f;
}
