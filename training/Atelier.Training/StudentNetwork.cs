using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Training;

/// <summary>
/// The network in training: float32 weights by their name in the exported file; passes run in the format of the engine.
/// </summary>
internal sealed class StudentNetwork
{
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Deviation = [0.229f, 0.224f, 0.225f];

    private readonly Engine _engine;
    private readonly Tensor _mean;
    private readonly Tensor _deviation;

    /// <summary>Random weights (He et al. 2015), zero taps.</summary>
    public StudentNetwork(Engine engine)
    {
        _engine = engine;
        _mean = tensor(Mean, device: engine.Device).reshape(1, 3, 1, 1);
        _deviation = tensor(Deviation, device: engine.Device).reshape(1, 3, 1, 1);
        var input = 3L;
        for (var i = 0; i < CompactDesign.Channels.Count; i++)
        {
            var output = CompactDesign.Channels[i];
            using var random = randn(output, input, 3, 3).MultiplyInPlace(Math.Sqrt(2.0 / (9 * input)));
            Parameters[ConvolutionName(i) + ".weight"] = Parameter(random);
            Parameters[ConvolutionName(i) + ".bias"] = Parameter(zeros(output));
            input = output;
        }

        foreach (var tap in CompactDesign.Taps)
        {
            Parameters[TapName(tap.Layer) + ".weight"] = Parameter(zeros(tap.Rank, CompactDesign.Channels[tap.Convolution], 1, 1));
            Parameters[TapName(tap.Layer) + ".bias"] = Parameter(zeros(tap.Rank));
        }
    }

    /// <summary>The weights by name, in the order of the network.</summary>
    public Dictionary<string, Tensor> Parameters { get; } = [];

    /// <summary>The name of a convolution's weights.</summary>
    public static string ConvolutionName(int convolution) => $"features.{CompactDesign.FeatureNumber(convolution)}";

    /// <summary>The name of a tap's weights.</summary>
    public static string TapName(string layer) => $"taps.{layer}";

    /// <summary>Sets weights by name, without a gradient.</summary>
    public void Set(string name, Tensor value)
    {
        using var quiet = no_grad();
        Parameters[name].copy_(value);
    }

    /// <summary>What the taps read, float32, by the teacher's layer.</summary>
    /// <param name="pictures">(N, 3, H, W), RGB, 0 to 1, float32.</param>
    public Dictionary<string, Tensor> Taps(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var hidden = Hidden(pictures, CompactDesign.Channels.Count - 1);
        var taps = new Dictionary<string, Tensor>();
        foreach (var tap in CompactDesign.Taps)
        {
            var name = TapName(tap.Layer);
            taps[tap.Layer] = conv2d(hidden[tap.Convolution], InFormat(name + ".weight"), InFormat(name + ".bias"))
                .to(ScalarType.Float32).MoveToOuterDisposeScope();
        }

        return taps;
    }

    /// <summary>The feature maps after the ReLU of each convolution up to <paramref name="last"/>.</summary>
    public List<Tensor> Hidden(Tensor pictures, int last)
    {
        using var scope = NewDisposeScope();
        var maps = new List<Tensor>();
        var x = Input(pictures);
        for (var i = 0; i <= last; i++)
        {
            x = Next(x, i);
            maps.Add(x.MoveToOuterDisposeScope());
        }

        return maps;
    }

    /// <summary>The normalised pictures, as the first convolution wants them.</summary>
    public Tensor Input(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        return ChannelsLast.Of(((pictures - _mean) / _deviation).to(_engine.Format)).MoveToOuterDisposeScope();
    }

    /// <summary>One convolution and its ReLU, after the pooling where one lies before it.</summary>
    public Tensor Next(Tensor map, int convolution)
    {
        using var scope = NewDisposeScope();
        var x = Pooled(map, convolution);
        var name = ConvolutionName(convolution);
        return conv2d(x, InFormat(name + ".weight"), InFormat(name + ".bias"), padding: [1, 1]).relu().MoveToOuterDisposeScope();
    }

    /// <summary>What a convolution sees of the map before it: the map itself, or its pooling.</summary>
    public static Tensor Pooled(Tensor map, int convolution) =>
        CompactDesign.PoolsBefore(convolution) ? max_pool2d(map, 2) : map.alias();

    private Tensor InFormat(string name) => Parameters[name].to(_engine.Format);

    // Kept channels last: the conversion to the network's format keeps the order in memory.
    private Tensor Parameter(Tensor values)
    {
        var placed = values.to(_engine.Device);
        return (values.dim() == 4 ? ChannelsLast.Of(placed) : placed.clone()).DetachFromDisposeScope().requires_grad_();
    }
}
