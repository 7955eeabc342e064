using Atelier.Networks.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Networks;

/// <summary>A linear reading of a layer that stands for a layer of another network: a 1×1 convolution, forward and backward.</summary>
internal sealed class Tap : IDisposable
{
    private readonly Tensor _weight; // (directions, inputs, 1, 1)
    private readonly Tensor _bias;
    private readonly Tensor _transposed;

    /// <summary>Brings the weights to the engine's device and format.</summary>
    public Tap(TapWeights weights, Engine engine)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        (Layer, Source, Channels, Directions) = (weights.Layer, weights.Source, weights.Channels, weights.Bias.Length);
        var weight = tensor(weights.Kernel, [weights.Bias.Length, weights.Kernel.Length / weights.Bias.Length, 1, 1]);
        _weight = OnEngine(weight);
        _bias = OnEngine(tensor(weights.Bias));
        _transposed = OnEngine(weight.transpose(0, 1).contiguous());

        Tensor OnEngine(Tensor t) => t.to(engine.Format).to(engine.Device).MoveToOuterDisposeScope();
    }

    /// <summary>The layer that it stands for.</summary>
    public string Layer { get; }

    /// <summary>The place of the layer that it reads.</summary>
    public int Source { get; }

    /// <summary>How many channels the layer has that it stands for, of which it gives the principal directions only.</summary>
    public int Channels { get; }

    /// <summary>How many channels its map has.</summary>
    public int Directions { get; }

    /// <summary>(1, inputs, H, W) → (1, directions, H, W).</summary>
    public Tensor Forward(Tensor x) => conv2d(x, _weight, _bias);

    /// <summary>(1, directions, H, W) → (1, inputs, H, W).</summary>
    public Tensor Backward(Tensor gradient) => conv2d(gradient, _transposed);

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
        _transposed.Dispose();
    }
}
