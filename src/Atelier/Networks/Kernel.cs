using Atelier.Networks.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Networks;

/// <summary>A 3×3 convolution with frozen weights, forward and backward.</summary>
internal sealed class Kernel : IDisposable
{
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly Tensor _rotated;
    private readonly long _border;

    /// <param name="weights">The weights.</param>
    /// <param name="engine">Where it runs.</param>
    /// <param name="input">Not null for the first convolution: what prepares its pixels.</param>
    public Kernel(ConvolutionWeights weights, Engine engine, PixelInput? input)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var weight = tensor(weights.Kernel, weights.KernelShape);
        _border = input is { AlreadyPadded: true } ? 0 : 1;
        _bias = tensor(weights.Bias).to(engine.Format).to(engine.Device).MoveToOuterDisposeScope();
        _weight = OnEngine(input is null ? weight : input.WeightFor(weight));

        // The gradient of a convolution with respect to its input is a convolution with the kernel turned by 180° and
        // inputs and outputs exchanged: the forward code, which is faster than libtorch's own backward one.
        _rotated = OnEngine(weight.flip(2, 3).transpose(0, 1));

        Tensor OnEngine(Tensor t) => ChannelsLast.Of(t.to(engine.Format).to(engine.Device)).MoveToOuterDisposeScope();
    }

    /// <summary>(1, inputs, H, W) → (1, outputs, H, W).</summary>
    public Tensor Forward(Tensor x) => conv2d(x, _weight, _bias, padding: [_border, _border]);

    /// <summary>(1, outputs, H, W) → (1, inputs, H, W), or with the border where the input came padded.</summary>
    public Tensor Backward(Tensor gradient) => conv2d(gradient, _rotated, padding: [2 - _border, 2 - _border]);

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
        _rotated.Dispose();
    }
}
