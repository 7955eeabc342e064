using Atelier.Networks.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>
/// A border of one position that repeats the outermost positions of a map. A convolution with a border of zeros gives other features near
/// the border than within, which the losses answer with a frame in the picture.
/// </summary>
internal static class ReplicatedBorder
{
    /// <summary>(N, C, H, W) → (N, C, H + 2, W + 2), in the same memory format.</summary>
    public static Tensor Pad(Tensor map) => nn.functional.pad(map, [1, 1, 1, 1], PaddingModes.Replicate);

    /// <summary>The gradient with respect to a map, given that with respect to the padded map.</summary>
    /// <param name="gradient">(N, C, H + 2, W + 2), which is used up.</param>
    /// <returns>(N, C, H, W), a view of <paramref name="gradient"/>.</returns>
    public static Tensor Fold(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (gradient.shape[2] - 2, gradient.shape[3] - 2);
        AddLine(2, from: 0, to: 1);
        AddLine(2, from: height + 1, to: height);
        AddLine(3, from: 0, to: 1);
        AddLine(3, from: width + 1, to: width);
        return gradient.narrow(2, 1, height).narrow(3, 1, width).MoveToOuterDisposeScope();

        void AddLine(int dimension, long from, long to) => gradient.narrow(dimension, to, 1).AddInPlace(gradient.narrow(dimension, from, 1));
    }
}
