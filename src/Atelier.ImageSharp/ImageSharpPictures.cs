using Atelier.Imaging;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Atelier.ImageSharp;

/// <summary>Copies ImageSharp's images to pictures, and back.</summary>
public static class ImageSharpPictures
{
    /// <summary>Copies an image of any pixel format: its first frame, as its pixels lie, taken as sRGB.</summary>
    /// <param name="image">The image.</param>
    /// <returns>The picture, without metadata; it has alpha where any pixel is not opaque.</returns>
    /// <exception cref="OverflowException">The image has more bytes than an array can have: above 536 million pixels.</exception>
    public static Picture ToPicture(this Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        switch (image)
        {
            case Image<Rgb24> rgb:
                return Picture.FromRgb24(Bytes(rgb, 3), rgb.Width, rgb.Height);
            case Image<Rgba32> rgba:
                return Picture.FromRgba32(Bytes(rgba, 4), rgba.Width, rgba.Height);
            default:
                using (var copy = image.CloneAs<Rgba32>())
                {
                    return copy.ToPicture();
                }
        }
    }

    /// <summary>Copies a picture to an image.</summary>
    /// <param name="picture">The picture; values are clamped to 0 to 1 and rounded to 8 bits.</param>
    /// <returns>The image, which the caller disposes; <c>CloneAs</c> gives other pixel formats.</returns>
    /// <exception cref="OverflowException">The picture has more bytes than an array can have: above 536 million pixels.</exception>
    public static Image<Rgba32> ToImage(this Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var bytes = new byte[checked(4 * picture.Width * picture.Height)];
        picture.CopyToRgba32(bytes);
        return Image.LoadPixelData<Rgba32>(bytes, picture.Width, picture.Height);
    }

    private static byte[] Bytes<TPixel>(Image<TPixel> image, int size)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var bytes = new byte[checked(size * image.Width * image.Height)];
        image.CopyPixelDataTo(bytes);
        return bytes;
    }
}
