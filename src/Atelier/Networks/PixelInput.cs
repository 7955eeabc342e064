using System.Numerics;
using Atelier.Networks.Runtime;
using Atelier.Networks.Weights;
using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>Turns pixels into what a network wants to see, and gradients back into gradients of pixels.</summary>
internal sealed class PixelInput : IDisposable
{
    // Twice three, and two of zeros: a convolution of six channels takes seven times as long as one of eight.
    private const long SplitChannels = 8;

    private readonly Tensor _scale; // (1, 3, 1, 1), in RGB
    private readonly Tensor _shift;
    private readonly bool _bgr;
    private readonly bool _split;
    private readonly ScalarType _format;

    public PixelInput(InputConvention convention, Engine engine, PaddingKind padding)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        _bgr = convention.Bgr;
        _format = engine.Format;

        // Eight bits of mantissa would hide steps smaller than half a grey level from the network. The remainder goes in
        // as three more channels with the same weights, which costs next to nothing.
        _split = engine.Format == ScalarType.BFloat16;
        AlreadyPadded = padding == PaddingKind.Replicate;

        var deviation = OfChannels(convention.StandardDeviation);
        var mean = OfChannels(convention.Mean);
        _scale = deviation.reciprocal().Multiply(convention.Scale).to(engine.Device).MoveToOuterDisposeScope();
        _shift = (-mean / deviation).to(engine.Device).MoveToOuterDisposeScope();
    }

    /// <summary>Three values as a tensor (1, 3, 1, 1).</summary>
    public static Tensor OfChannels(Vector3 values) => tensor(new[] { values.X, values.Y, values.Z }, [1, 3, 1, 1]);

    /// <summary>Whether <see cref="Prepare"/> adds the first convolution's border of one pixel.</summary>
    public bool AlreadyPadded { get; }

    /// <summary>The first convolution's weight (O, 3, 3, 3) for the channels that <see cref="Prepare"/> makes.</summary>
    public Tensor WeightFor(Tensor weight) => _split ? cat([weight, weight, zeros_like(weight).narrow(1, 0, SplitChannels - (2 * weight.shape[1]))], dim: 1) : weight;

    /// <summary>(N, 3, H, W), RGB, 0 to 1 → the network's input.</summary>
    public Tensor Prepare(Tensor image)
    {
        using var scope = NewDisposeScope();
        var x = image;
        if (AlreadyPadded)
        {
            x = ReplicatedBorder.Pad(x);
        }

        // The convention's numbers are in the network's own order of channels.
        x = ((_bgr ? x.flip(1) : x) * _scale).Add(_shift);
        if (_split)
        {
            var high = x.to(_format);
            var nothing = zeros([x.shape[0], SplitChannels - (2 * x.shape[1]), .. x.shape[2..]], _format, x.device);
            x = cat([high, (x - high.to(ScalarType.Float32)).to(_format), nothing], dim: 1);
        }

        return ChannelsLast.Of(x.to(_format)).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient with respect to the prepared three channels → that with respect to the picture, float32.</summary>
    public Tensor Backward(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var g = gradient.to(ScalarType.Float32) * _scale;
        g = _bgr ? g.flip(1) : g;
        return (AlreadyPadded ? ReplicatedBorder.Fold(g) : g).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Frees the constants.</summary>
    public void Dispose()
    {
        _scale.Dispose();
        _shift.Dispose();
    }
}
