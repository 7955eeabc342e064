using Atelier.Imaging;
using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>Pictures to tensors and back.</summary>
internal static class PictureTensors
{
    /// <summary>A picture as (1, 3, H, W), RGB, 0 to 1, float32.</summary>
    public static Tensor ToTensor(Picture picture, Device device)
    {
        using var scope = NewDisposeScope();
        return tensor(picture.Pixels, [1, picture.Height, picture.Width, 3]).permute(0, 3, 1, 2).contiguous().to(device)
            .MoveToOuterDisposeScope();
    }

    /// <summary>A picture's opacities as (1, 1, H, W), 0 to 1, float32; null where all of it is opaque.</summary>
    public static Tensor? ToWeights(Picture picture, Device device)
    {
        if (picture.Alpha is not { } alpha)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        return tensor(alpha, [1, 1, picture.Height, picture.Width]).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>(1, 3, H, W) as a picture, clamped to 0 to 1.</summary>
    public static Picture ToPicture(Tensor image, PictureMetadata? metadata = null)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var pixels = image.clamp(0, 1).permute(0, 2, 3, 1).contiguous().cpu().data<float>().ToArray();
        return new Picture((int)image.shape[3], (int)image.shape[2], pixels, metadata);
    }
}
