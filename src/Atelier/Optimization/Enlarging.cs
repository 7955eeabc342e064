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
}
