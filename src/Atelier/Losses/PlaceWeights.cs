using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Losses;

/// <summary>Weights of a picture's pixels, brought to the places of a layer's feature map.</summary>
internal static class PlaceWeights
{
    // A hundredth of one place: less is a rounding, not a part of the picture.
    private const double Least = 0.01;

    /// <summary>
    /// Weights of pixels (1, 1, H, W), 0 to 1 → (1, 1, h, w): the average over the pixels that a place stands for (Gatys et al.
    /// 2017, section 4, who call it the mask brought to the layer). Its sum over the places is that of the pixels, but for the scale.
    /// </summary>
    public static Tensor At(Tensor pixels, long height, long width) => adaptive_avg_pool2d(pixels, [height, width]);

    /// <summary>A picture's weights at a layer, (1, 1, h, w); null where all places count alike.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="features">Its feature map there, (1, C, h, w).</param>
    /// <param name="layer">The layer, for the message.</param>
    /// <exception cref="PictureException">Nothing of the picture is left there.</exception>
    public static Tensor? At(WeightedImage picture, Tensor features, string layer) => At(picture, features.shape[2], features.shape[3], layer);

    /// <summary>The same where the map is not at hand as a whole.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="height">The height of its feature map there.</param>
    /// <param name="width">The width of its feature map there.</param>
    /// <param name="layer">The layer, for the message.</param>
    /// <exception cref="PictureException">Nothing of the picture is left there.</exception>
    public static Tensor? At(WeightedImage picture, long height, long width, string layer)
    {
        if (picture.Weights is not { } pixels)
        {
            return null;
        }

        var places = At(pixels, height, width);
        return AreEmpty(places)
            ? throw new PictureException(
                MessageCodes.MaskTooSmall,
                $"{picture.Name} is empty at {layer}, where the picture is {width}×{height}: make a larger part of it white or opaque, leave {layer} out of {new OptionName("style-layers")}, or start larger with a smaller number of {new OptionName("scales")}.")
            : places;
    }

    private static bool AreEmpty(Tensor places)
    {
        using var sum = places.sum();
        return !(sum.item<float>() >= Least);
    }
}
