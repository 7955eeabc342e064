using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// Total variation of a picture: the sum over all channels of absolute or squared differences of horizontal and vertical
/// neighbours (Rudin, Osher and Fatemi 1992, in its anisotropic form; Mahendran and Vedaldi 2015).
/// </summary>
internal static class TotalVariation
{
    /// <summary>Image (1, 3, H, W) → a scalar.</summary>
    public static Tensor Of(Tensor image, TotalVariationNorm norm)
    {
        using var scope = NewDisposeScope();
        var (across, down) = Differences(image);
        return (Magnitude(across, norm) + Magnitude(down, norm)).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient of <see cref="Of"/>, (1, 3, H, W). Where absolute differences are 0 so is the gradient.</summary>
    public static Tensor Gradient(Tensor image, TotalVariationNorm norm)
    {
        using var scope = NewDisposeScope();
        var (across, down) = Differences(image);
        var (da, dd) = norm == TotalVariationNorm.L1 ? (across.sign_(), down.sign_()) : (across.mul_(2), down.mul_(2));
        var gradient = zeros_like(image);
        var (height, width) = (image.shape[2], image.shape[3]);
        gradient.narrow(3, 1, width - 1).add_(da);
        gradient.narrow(3, 0, width - 1).sub_(da);
        gradient.narrow(2, 1, height - 1).add_(dd);
        gradient.narrow(2, 0, height - 1).sub_(dd);
        return gradient.MoveToOuterDisposeScope();
    }

    /// <summary><see cref="Of"/> some rows at a time and, where it is asked for, a multiple of <see cref="Gradient"/>.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="norm">How differences are measured.</param>
    /// <param name="gradient">(1, 3, H, W), what the gradient is added to; null for none.</param>
    /// <param name="weight">What the gradient is multiplied by.</param>
    public static double OfBands(Tensor image, TotalVariationNorm norm, Tensor? gradient = null, double weight = 1)
    {
        var (height, width) = (image.shape[2], image.shape[3]);
        var sum = 0.0;
        foreach (var (top, rows) in RowBands.Of(image))
        {
            using var scope = NewDisposeScope();
            var pairs = Math.Min(rows, height - 1 - top);
            ScratchFile.Rest();
            sum += Add(dimension: 3, (top, 0), rows, width - 1) + Add(dimension: 2, (top, 0), pairs, width);
        }

        return sum;

        // Of some places, the differences from the next one to the right or below.
        double Add(int dimension, (long Top, long Left) first, long rows, long columns)
        {
            using var scope = NewDisposeScope();
            var next = dimension == 2 ? (first.Top + 1, first.Left) : (first.Top, first.Left + 1);
            var differences = Part(image, next) - Part(image, first);
            if (gradient is not null)
            {
                var slope = norm == TotalVariationNorm.L1 ? differences.sign().mul_(weight) : differences * (2 * weight);
                Part(gradient, next).add_(slope);
                Part(gradient, first).sub_(slope);
            }

            return Magnitude(differences, norm).item<float>();

            Tensor Part(Tensor map, (long Top, long Left) from) => map.narrow(2, from.Top, rows).narrow(3, from.Left, columns);
        }
    }

    private static (Tensor Across, Tensor Down) Differences(Tensor image) => (image.diff(dim: 3), image.diff(dim: 2));

    private static Tensor Magnitude(Tensor differences, TotalVariationNorm norm) =>
        norm == TotalVariationNorm.L1 ? differences.abs_().sum() : differences.pow_(2).sum();
}
