using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Optimization;

/// <summary>
/// Interpolation of pictures some rows at a time, so that it takes next to no memory; the same as libtorch's of whole pictures, to
/// rounding.
/// </summary>
internal static class RowInterpolation
{
    private const double Sharpness = -0.75; // of the cubic kernel, as libtorch has it (Keys 1981)

    /// <summary>(1, C, h, w) → (1, C, height, width), with half-pixel centres.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="height">The new height.</param>
    /// <param name="width">The new width.</param>
    /// <param name="mode">Bilinear or bicubic.</param>
    /// <param name="scratch">Where the result lies.</param>
    public static Tensor Of(Tensor image, long height, long width, InterpolationMode mode, TensorScratch scratch)
    {
        using var gradients = no_grad();
        var result = TensorScratch.Empty(scratch, [1, image.shape[1], height, width], image.dtype, image.device);
        foreach (var (top, rows) in RowBands.Of(result))
        {
            using var scope = NewDisposeScope();
            result.narrow(2, top, rows).copy_(Rows(image, height, width, mode, top, rows));
        }

        return result;
    }

    /// <summary>Some rows of the result, (1, C, rows, width).</summary>
    /// <param name="image">The picture.</param>
    /// <param name="height">The height of the result.</param>
    /// <param name="width">Its width.</param>
    /// <param name="mode">Bilinear or bicubic.</param>
    /// <param name="top">The first of the rows.</param>
    /// <param name="rows">How many.</param>
    public static Tensor Rows(Tensor image, long height, long width, InterpolationMode mode, long top, long rows)
    {
        using var scope = NewDisposeScope();
        var length = image.shape[2];
        var first = Math.Max(0, (long)Math.Floor(Place(top)) - 1);
        var end = Math.Min(length, (long)Math.Floor(Place(top + rows - 1)) + 3);
        var weights = new float[rows * (end - first)];
        for (var y = 0L; y < rows; y++)
        {
            var place = mode == InterpolationMode.Bilinear ? Math.Max(0, Place(top + y)) : Place(top + y);
            var before = (long)Math.Floor(place);
            var kernel = mode == InterpolationMode.Bilinear ? Linear(place - before) : Cubic(place - before);
            for (var k = 0; k < 4; k++)
            {
                var at = Math.Clamp(before - 1 + k, 0, length - 1) - first;
                if (kernel[k] != 0)
                {
                    weights[(y * (end - first)) + at] += (float)kernel[k];
                }
            }
        }

        var along = interpolate(image.narrow(2, first, end - first), size: [end - first, width], mode: mode, align_corners: false);
        return tensor(weights, [rows, end - first], device: image.device).matmul(along).MoveToOuterDisposeScope();

        double Place(long y) => ((y + 0.5) * length / height) - 0.5;
    }

    private static double[] Linear(double share) => [0, 1 - share, share, 0];

    private static double[] Cubic(double share)
    {
        return [Far(share + 1), Near(share), Near(1 - share), Far(2 - share)];

        static double Near(double x) => ((((Sharpness + 2) * x) - (Sharpness + 3)) * x * x) + 1;

        static double Far(double x) => (((((Sharpness * x) - (5 * Sharpness)) * x) + (8 * Sharpness)) * x) - (4 * Sharpness);
    }
}
