using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Optimization;

/// <summary>Takes a painted picture to the next scale.</summary>
internal static class Enlarging
{
    /// <summary>(1, 3, H, W) → (1, 3, height, width), bicubic with half-pixel centres; the same tensor if it has the size.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="scratch">Where the result lies, and what is made on the way; null for memory.</param>
    public static Tensor To(Tensor image, Scale scale, TensorScratch? scratch = null)
    {
        if (image.shape[2] == scale.Height && image.shape[3] == scale.Width)
        {
            return image;
        }

        if (scratch is not null)
        {
            return RowInterpolation.Of(image, scale.Height, scale.Width, InterpolationMode.Bicubic, scratch);
        }

        using var gradients = no_grad();
        return interpolate(image, size: [scale.Height, scale.Width], mode: InterpolationMode.Bicubic, align_corners: false);
    }

    /// <summary>
    /// As <see cref="To"/>, plus the detail of the photograph that the smaller picture could not hold. Enlarging leaves a blur;
    /// with the photograph's edges in it a scale begins nearer to both its content and its strokes.
    /// </summary>
    /// <param name="image">The painted picture of the scale before, (1, 3, h, w).</param>
    /// <param name="before">The content picture at that scale, (1, 3, h, w).</param>
    /// <param name="content">The content picture at this scale, (1, 3, H, W).</param>
    /// <param name="scale">This scale.</param>
    /// <param name="inPlace">Whether the result is written over <paramref name="content"/>, some rows at a time.</param>
    public static Tensor WithDetail(Tensor image, Tensor before, Tensor content, Scale scale, bool inPlace = false)
    {
        using var gradients = no_grad();
        foreach (var (top, rows) in inPlace ? RowBands.Of(content) : [])
        {
            using var band = NewDisposeScope();
            content.narrow(2, top, rows).sub_(Rows(before, top, rows)).AddInPlace(Rows(image, top, rows));
        }

        if (inPlace)
        {
            return content;
        }

        using var scope = NewDisposeScope();
        var detail = content - To(before, scale);
        return To(image, scale).Add(detail).MoveToOuterDisposeScope();

        Tensor Rows(Tensor smaller, long top, long rows) => RowInterpolation.Rows(smaller, scale.Height, scale.Width, InterpolationMode.Bicubic, top, rows);
    }
}
