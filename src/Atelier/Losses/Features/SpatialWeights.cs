using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Losses.Features;

/// <summary>Weights of a picture's pixels at the positions of a layer's feature map.</summary>
internal static class SpatialWeights
{
    // A hundredth of one position: less is a rounding, not a part of the picture.
    private const double Least = 0.01;

    /// <summary>
    /// Weights of pixels (1, 1, H, W), 0 to 1 → (1, 1, h, w): the average over the pixels of each position (Gatys et al. 2017, section 4).
    /// The mean of the result is that of the pixels.
    /// </summary>
    public static Tensor At(Tensor pixels, long height, long width) => adaptive_avg_pool2d(pixels, [height, width]);

    /// <summary>A picture's weights at a layer, (1, 1, h, w); null where all positions count alike.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="size">The size of its feature map there.</param>
    /// <param name="layer">The layer, for the message.</param>
    /// <exception cref="PictureException">The weights are 0 everywhere at the layer.</exception>
    public static Tensor? At(WeightedImage picture, (long Height, long Width) size, string layer)
    {
        if (picture.Weights is not { } pixels)
        {
            return null;
        }

        var weights = At(pixels, size.Height, size.Width);
        return AreEmpty(weights)
            ? throw new PictureException(
                MessageCodes.MaskTooSmall,
                $"{picture.Name} is empty at {layer}, where the picture is {size.Width}×{size.Height}: make a larger part of it white or opaque, leave {layer} out of {new OptionName("style-layers")}, or start larger with a smaller number of {new OptionName("scales")}.")
            : weights;
    }

    private static bool AreEmpty(Tensor weights)
    {
        using var sum = weights.sum();
        return !(sum.item<float>() >= Least);
    }
}
