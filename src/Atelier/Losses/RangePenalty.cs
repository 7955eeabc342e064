using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// The mean squared distance of values from the range 0 to 1. Not in the papers: what lies outside is clipped when the
/// picture is saved, and costs more there than the last hundreds of steps had gained.
/// </summary>
internal static class RangePenalty
{
    /// <summary>Image (1, 3, H, W) → the penalty and its gradient, (1, 3, H, W).</summary>
    /// <param name="image">(1, 3, H, W), or some rows of one.</param>
    /// <param name="pixels">How much each pixel counts, (1, 1, H, W), 0 to 1; null for all alike.</param>
    /// <param name="total">The number of values that the mean is over, each as it counts; null for those of <paramref name="image"/>.</param>
    public static (Tensor Value, Tensor Gradient) ValueAndGradient(Tensor image, Tensor? pixels = null, double? total = null)
    {
        using var scope = NewDisposeScope();
        var values = total ?? PixelLosses.Values(image, pixels);
        var excess = image - image.Clamp(0, 1);
        var counted = pixels is null ? excess : excess * pixels;
        var value = (excess * counted).sum().DivideInPlace(values);
        return (value.MoveToOuterDisposeScope(), counted.Multiply(2 / values).MoveToOuterDisposeScope());
    }
}
