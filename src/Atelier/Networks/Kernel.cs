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
    private readonly bool _isPadded; // before it gets here
    private readonly bool _replicates;

    /// <param name="weights">The weights.</param>
    /// <param name="engine">Where it runs.</param>
    /// <param name="padding">The border of the map.</param>
    /// <param name="input">Not null for the first convolution: what prepares its pixels.</param>
    public Kernel(ConvolutionWeights weights, Engine engine, PaddingKind padding, PixelInput? input)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var weight = tensor(weights.Kernel, weights.KernelShape);
        _isPadded = input is { AlreadyPadded: true };
        _replicates = padding == PaddingKind.Replicate && !_isPadded;
        _bias = tensor(weights.Bias).to(engine.Format).to(engine.Device).MoveToOuterDisposeScope();
        _weight = OnEngine(input is null ? weight : input.WeightFor(weight));

        // The gradient of a convolution with respect to its input is a convolution with the kernel turned by 180° and
        // inputs and outputs exchanged: the forward code, which is faster than libtorch's own backward one.
        _rotated = OnEngine(weight.flip(2, 3).transpose(0, 1));

        Tensor OnEngine(Tensor t) => ChannelsLast.Of(t.to(engine.Format).to(engine.Device)).MoveToOuterDisposeScope();
    }

    /// <summary>(1, inputs, H, W) → (1, outputs, H, W).</summary>
    public Tensor Forward(Tensor x)
    {
        using var padded = _replicates ? ReplicatedBorder.Pad(x) : null;
        var border = _isPadded || _replicates ? 0 : 1;
        return conv2d(padded ?? x, _weight, _bias, padding: [border, border]);
    }

    /// <summary>(1, outputs, H, W) → (1, inputs, H, W), or with the border where the input came padded.</summary>
    public Tensor Backward(Tensor gradient)
    {
        var border = _isPadded || _replicates ? 2 : 1;
        var ofInput = conv2d(gradient, _rotated, padding: [border, border]);
        if (!_replicates)
        {
            return ofInput;
        }

        using var padded = ofInput;
        using var folded = ReplicatedBorder.Fold(padded);
        return ChannelsLast.Of(folded);
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
        _rotated.Dispose();
    }
}
