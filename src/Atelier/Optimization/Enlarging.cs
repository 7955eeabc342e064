using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Optimization;

/// <summary>Takes a painted picture to the next scale.</summary>
internal static class Enlarging
{
    /// <summary>(1, 3, H, W) → (1, 3, height, width), bicubic with half-pixel centres; the same tensor if it has the size.</summary>
    public static Tensor To(Tensor image, Scale scale)
    {
        if (image.shape[2] == scale.Height && image.shape[3] == scale.Width)
        {
            return image;
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
    public static Tensor WithDetail(Tensor image, Tensor before, Tensor content, Scale scale)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var detail = content - To(before, scale);
        return (To(image, scale) + detail).MoveToOuterDisposeScope();
    }
}
