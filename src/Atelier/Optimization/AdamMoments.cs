using Atelier.Networks.Runtime;
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
    /// <param name="scratch">Where they lie; null for memory.</param>
    public static AdamMoments For(Tensor image, TensorScratch? scratch = null) => new(Pieces.Zeros(image, scratch), Pieces.Zeros(image, scratch));

    /// <summary>The same moments for a picture of another size.</summary>
    /// <param name="height">Its height.</param>
    /// <param name="width">Its width.</param>
    /// <param name="scratch">Where they lie; null for memory.</param>
    public AdamMoments Resize(long height, long width, TensorScratch? scratch = null)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        return new AdamMoments(To(_mean), To(_square)) { _meanWeight = _meanWeight, _squareWeight = _squareWeight };

        Tensor To(Tensor moment) => scratch is null
            ? interpolate(moment, size: [height, width], mode: InterpolationMode.Bilinear, align_corners: false)
            : RowInterpolation.Of(moment, height, width, InterpolationMode.Bilinear, scratch);
    }

    /// <summary>The moments; they stay its own.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor> { ["mean"] = _mean, ["square"] = _square };

    /// <summary>Their weights, for the correction of their bias.</summary>
    public IReadOnlyDictionary<string, double> Numbers => new Dictionary<string, double> { ["mean-weight"] = _meanWeight, ["square-weight"] = _squareWeight };

    /// <summary>Takes the moments of a saved state.</summary>
    /// <param name="state">Has <see cref="Tensors"/> and <see cref="Numbers"/> of a picture of this size.</param>
    public void Restore(SavedState state)
    {
        state.ReadInto("mean", _mean);
        state.ReadInto("square", _square);
        (_meanWeight, _squareWeight) = (state.Numbers["mean-weight"], state.Numbers["square-weight"]);
    }

    /// <summary>Counts a step. To be called before its gradients are taken in.</summary>
    public void Advance(double meanDecay, double squareDecay)
    {
        _meanWeight = 1 - (meanDecay * (1 - _meanWeight));
        _squareWeight = 1 - (squareDecay * (1 - _squareWeight));
    }

    /// <summary>Takes in a piece of a gradient.</summary>
    /// <param name="gradient">(n).</param>
    /// <param name="piece">Where in the picture, laid out as one row, the piece begins, and how many values it has.</param>
    /// <param name="meanDecay">What of the mean stays.</param>
    /// <param name="squareDecay">What of the mean square stays.</param>
    public void TakeIn(Tensor gradient, (long Start, long Length) piece, double meanDecay, double squareDecay)
    {
        Pieces.Of(_mean, piece).lerp_(gradient, 1 - meanDecay);
        Pieces.Of(_square, piece).MultiplyInPlace(squareDecay).AddProductInPlace(gradient, gradient, 1 - squareDecay);
    }

    /// <summary>The corrected mean of a piece, and the root of its corrected mean square, each (n).</summary>
    public (Tensor Mean, Tensor Deviation) At((long Start, long Length) piece) =>
        (Pieces.Of(_mean, piece).Divide(_meanWeight), Pieces.Of(_square, piece).Divide(_squareWeight).sqrt_());

    /// <summary>Frees the moments.</summary>
    public void Dispose()
    {
        _mean.Dispose();
        _square.Dispose();
    }
}
