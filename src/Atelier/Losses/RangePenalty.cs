using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// The mean squared distance of values from the range 0 to 1. Not in the papers: what lies outside is clipped when the
/// picture is saved, and costs more there than the last hundreds of steps had gained.
/// </summary>
internal static class RangePenalty
{
    /// <summary>Image (1, 3, H, W) → the penalty and its gradient, (1, 3, H, W).</summary>
    public static (Tensor Value, Tensor Gradient) ValueAndGradient(Tensor image)
    {
        using var scope = NewDisposeScope();
        var excess = image - image.clamp(0, 1);
        var value = excess.square().mean();
        return (value.MoveToOuterDisposeScope(), excess.mul_(2.0 / image.numel()).MoveToOuterDisposeScope());
    }
}
