using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Optimization;

/// <summary>Adam's running mean of gradients and of their squares, which can be carried over to a larger picture.</summary>
internal sealed class AdamMoments : IDisposable
{
    private readonly Tensor _mean;
    private readonly Tensor _square;
    private double _meanWeight; // 1 − β₁ᵗ over all steps so far, which survives a change of size
    private double _squareWeight;

    private AdamMoments(Tensor mean, Tensor square)
    {
        _mean = mean.DetachFromDisposeScope();
        _square = square.DetachFromDisposeScope();
    }

    /// <summary>No steps yet.</summary>
    /// <param name="image">A picture (1, 3, H, W) that gives the shape and the device.</param>
    public static AdamMoments For(Tensor image) => new(zeros_like(image), zeros_like(image));

    /// <summary>The same moments for a picture of another size.</summary>
    public AdamMoments Resize(long height, long width)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        return new AdamMoments(To(_mean), To(_square)) { _meanWeight = _meanWeight, _squareWeight = _squareWeight };

        Tensor To(Tensor moment) => interpolate(moment, size: [height, width], mode: InterpolationMode.Bilinear, align_corners: false);
    }

    /// <summary>The moments; they stay its own.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor> { ["mean"] = _mean, ["square"] = _square };

    /// <summary>Their weights, for the correction of their bias.</summary>
    public IReadOnlyDictionary<string, double> Numbers => new Dictionary<string, double> { ["mean-weight"] = _meanWeight, ["square-weight"] = _squareWeight };

    /// <summary>Takes the moments of a saved state.</summary>
    /// <param name="state">Has <see cref="Tensors"/> and <see cref="Numbers"/> of a picture of this size.</param>
    public void Restore(OptimizerState state)
    {
        _mean.copy_(state.Tensors["mean"]);
        _square.copy_(state.Tensors["square"]);
        (_meanWeight, _squareWeight) = (state.Numbers["mean-weight"], state.Numbers["square-weight"]);
    }

    /// <summary>Takes in a gradient; returns the corrected mean and root of the mean square.</summary>
    public (Tensor Mean, Tensor Deviation) Update(Tensor gradient, double meanDecay, double squareDecay)
    {
        _mean.lerp_(gradient, 1 - meanDecay);
        _square.mul_(squareDecay).addcmul_(gradient, gradient, 1 - squareDecay);
        _meanWeight = 1 - (meanDecay * (1 - _meanWeight));
        _squareWeight = 1 - (squareDecay * (1 - _squareWeight));
        return (_mean / _meanWeight, (_square / _squareWeight).sqrt_());
    }

    /// <summary>Frees the moments.</summary>
    public void Dispose()
    {
        _mean.Dispose();
        _square.Dispose();
    }
}
