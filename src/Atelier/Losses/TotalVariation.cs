using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>
/// Total variation of a picture: the sum over all channels of absolute or squared differences of horizontal and vertical
/// neighbours (Rudin, Osher and Fatemi 1992, in its anisotropic form; Mahendran and Vedaldi 2015). Where pixels count differently, a
/// pair counts as much as the one of it that counts less: nothing is known of what a hidden pixel differs by.
/// </summary>
internal static class TotalVariation
{
    /// <summary>Image (1, 3, H, W) → a scalar.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="norm">How differences are measured.</param>
    /// <param name="pixels">How much each pixel counts, (1, 1, H, W), 0 to 1; null for all alike.</param>
    public static Tensor Of(Tensor image, TotalVariationNorm norm, Tensor? pixels = null)
    {
        using var scope = NewDisposeScope();
        var (across, down) = (image.diff(dim: 3), image.diff(dim: 2));
        return Magnitude(across, norm, Pairs(pixels, dimension: 3)).Add(Magnitude(down, norm, Pairs(pixels, dimension: 2))).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient of <see cref="Of"/>, (1, 3, H, W). Where absolute differences are 0 so is the gradient.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="norm">How differences are measured.</param>
    /// <param name="pixels">How much each pixel counts, (1, 1, H, W), 0 to 1; null for all alike.</param>
    public static Tensor Gradient(Tensor image, TotalVariationNorm norm, Tensor? pixels = null)
    {
        using var scope = NewDisposeScope();
        var (da, dd) = (Slope(image.diff(dim: 3), norm, Pairs(pixels, dimension: 3)), Slope(image.diff(dim: 2), norm, Pairs(pixels, dimension: 2)));
        var gradient = zeros_like(image);
        var (height, width) = (image.shape[2], image.shape[3]);
        gradient.narrow(3, 1, width - 1).AddInPlace(da);
        gradient.narrow(3, 0, width - 1).sub_(da);
        gradient.narrow(2, 1, height - 1).AddInPlace(dd);
        gradient.narrow(2, 0, height - 1).sub_(dd);
        return gradient.MoveToOuterDisposeScope();
    }

    /// <summary><see cref="Of"/> some rows at a time and, where it is asked for, a multiple of <see cref="Gradient"/>.</summary>
    /// <param name="image">(1, 3, H, W).</param>
    /// <param name="norm">How differences are measured.</param>
    /// <param name="pixels">How much each pixel counts, (1, 1, H, W), 0 to 1; null for all alike.</param>
    /// <param name="gradient">(1, 3, H, W), what the gradient is added to; null for none.</param>
    /// <param name="weight">What the gradient is multiplied by.</param>
    public static double OfBands(Tensor image, TotalVariationNorm norm, Tensor? pixels = null, Tensor? gradient = null, double weight = 1)
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
            var pairs = pixels is null ? null : minimum(Part(pixels, next), Part(pixels, first));
            if (gradient is not null)
            {
                var slope = Slope(differences.clone(), norm, pairs).MultiplyInPlace(weight);
                Part(gradient, next).AddInPlace(slope);
                Part(gradient, first).sub_(slope);
            }

            return Magnitude(differences, norm, pairs).item<float>();

            Tensor Part(Tensor map, (long Top, long Left) from) => map.narrow(2, from.Top, rows).narrow(3, from.Left, columns);
        }
    }

    // How much the pairs of neighbours along a dimension count.
    private static Tensor? Pairs(Tensor? pixels, int dimension)
    {
        if (pixels is null)
        {
            return null;
        }

        var last = pixels.shape[dimension] - 1;
        return minimum(pixels.narrow(dimension, 1, last), pixels.narrow(dimension, 0, last));
    }

    // Both change the differences.
    private static Tensor Magnitude(Tensor differences, TotalVariationNorm norm, Tensor? pairs) =>
        Counted(norm == TotalVariationNorm.L1 ? differences.abs_() : differences.SquareInPlace(), pairs).sum();

    private static Tensor Slope(Tensor differences, TotalVariationNorm norm, Tensor? pairs) =>
        Counted(norm == TotalVariationNorm.L1 ? differences.sign_() : differences.MultiplyInPlace(2), pairs);

    private static Tensor Counted(Tensor values, Tensor? pairs) => pairs is null ? values : values.mul_(pairs);
}
