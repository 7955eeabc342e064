using System.Runtime.InteropServices;
using Atelier.Imaging;
using Atelier.Imaging.Storage;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Networks;

/// <summary>Pictures to tensors and back, some rows at a time.</summary>
internal static class PictureTensors
{
    /// <summary>A picture as (1, 3, H, W), RGB, 0 to 1, float32.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="device">Where it is wanted.</param>
    /// <param name="scratch">Where it lies; null for memory.</param>
    public static Tensor ToTensor(Picture picture, Device device, TensorScratch? scratch = null)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var image = TensorScratch.Empty(scratch, [1, 3, picture.Height, picture.Width], ScalarType.Float32, CPU);
        foreach (var (top, rows) in PictureRows.Bands(picture.Width, picture.Height))
        {
            using var inner = NewDisposeScope();
            var band = empty([rows, picture.Width, 3], ScalarType.Float32);
            picture.Pixels.AsSpan(3 * top * picture.Width, 3 * rows * picture.Width).CopyTo(Values(band));
            image[0].narrow(1, top, rows).copy_(band.permute(2, 0, 1));
        }

        return image.to(device).MoveToOuterDisposeScope();
    }

    /// <summary>A picture's opacities as (1, 1, H, W), 0 to 1, float32; null where all of it is opaque.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="device">Where they are wanted.</param>
    /// <param name="scratch">Where they lie; null for memory.</param>
    public static Tensor? ToWeights(Picture picture, Device device, TensorScratch? scratch = null)
    {
        if (picture.Alpha is not { } alpha)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        return Of(alpha, picture.Height, picture.Width, scratch).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>Values row by row as (1, 1, H, W), float32.</summary>
    /// <param name="values">The values.</param>
    /// <param name="height">How many rows.</param>
    /// <param name="width">How many a row has.</param>
    /// <param name="scratch">Where the tensor lies; null for memory.</param>
    public static Tensor Of(PixelValues values, int height, int width, TensorScratch? scratch = null)
    {
        using var scope = NewDisposeScope();
        var tensor = TensorScratch.Empty(scratch, [1, 1, height, width], ScalarType.Float32, CPU);
        foreach (var (top, rows) in PictureRows.Bands(width, height))
        {
            using var inner = NewDisposeScope();
            values.AsSpan(top * width, rows * width).CopyTo(Values(tensor.narrow(2, top, rows)));
        }

        return tensor.MoveToOuterDisposeScope();
    }

    /// <summary>(1, 3, H, W) as a picture, clamped to 0 to 1.</summary>
    public static Picture ToPicture(Tensor image, PictureMetadata? metadata = null)
    {
        using var gradients = no_grad();
        var (height, width) = ((int)image.shape[2], (int)image.shape[3]);
        var pixels = PixelValues.Empty(width, height, channels: 3);
        foreach (var (top, rows) in PictureRows.Bands(width, height))
        {
            using var scope = NewDisposeScope();
            var band = image[0].narrow(1, top, rows).Clamp(0, 1).permute(1, 2, 0).contiguous().cpu();
            Values(band).CopyTo(pixels.AsSpan(3 * top * width, 3 * rows * width));
        }

        return new Picture(width, height, pixels, metadata);
    }

    // Of a contiguous tensor of the processor.
    private static Span<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
