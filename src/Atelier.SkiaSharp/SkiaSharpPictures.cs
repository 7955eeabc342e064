using Atelier.Imaging;
using SkiaSharp;

namespace Atelier.SkiaSharp;

/// <summary>Copies SkiaSharp's bitmaps and images to pictures, and back.</summary>
public static class SkiaSharpPictures
{
    /// <summary>Copies a bitmap of any colour type. SkiaSharp converts its colour space to sRGB.</summary>
    /// <param name="bitmap">The bitmap.</param>
    /// <returns>The picture, without metadata; it has alpha where any pixel is not opaque.</returns>
    /// <exception cref="ArgumentException">The bitmap has no pixels, or SkiaSharp cannot convert them.</exception>
    public static Picture ToPicture(this SKBitmap bitmap)
    {
        ArgumentNullException.ThrowIfNull(bitmap);
        using var pixels = bitmap.PeekPixels();
        return Copy(bitmap.Width, bitmap.Height, rgba => pixels?.ReadPixels(rgba.Info, rgba.GetPixels(), rgba.RowBytes) == true, nameof(bitmap));
    }

    /// <summary>Copies an image of any colour type. SkiaSharp converts its colour space to sRGB.</summary>
    /// <param name="image">The image.</param>
    /// <returns>The picture, without metadata; it has alpha where any pixel is not opaque.</returns>
    /// <exception cref="ArgumentException">SkiaSharp cannot read the image's pixels.</exception>
    public static Picture ToPicture(this SKImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Copy(image.Width, image.Height, rgba => image.ReadPixels(rgba.Info, rgba.GetPixels(), rgba.RowBytes, 0, 0), nameof(image));
    }

    /// <summary>Copies a picture to a bitmap of the colour type <see cref="SKColorType.Rgba8888"/> in sRGB.</summary>
    /// <param name="picture">The picture; values are clamped to 0 to 1 and rounded to 8 bits.</param>
    /// <returns>The bitmap, which the caller disposes; its colours are not multiplied by their opacity.</returns>
    public static SKBitmap ToSKBitmap(this Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var bitmap = new SKBitmap(Rgba(picture.Width, picture.Height, picture.Alpha is null ? SKAlphaType.Opaque : SKAlphaType.Unpremul));
        picture.CopyToRgba32(bitmap.GetPixelSpan(), bitmap.RowBytes);
        return bitmap;
    }

    /// <summary>Copies a picture to an image; see <see cref="ToSKBitmap"/>.</summary>
    /// <param name="picture">The picture; values are clamped to 0 to 1 and rounded to 8 bits.</param>
    /// <returns>The image, which the caller disposes.</returns>
    public static SKImage ToSKImage(this Picture picture)
    {
        using var bitmap = picture.ToSKBitmap();
        bitmap.SetImmutable(); // so that the image shares the pixels
        return SKImage.FromBitmap(bitmap);
    }

    private static Picture Copy(int width, int height, Func<SKBitmap, bool> read, string name)
    {
        using var rgba = new SKBitmap(Rgba(width, height, SKAlphaType.Unpremul));
        return read(rgba)
            ? Picture.FromRgba32(rgba.GetPixelSpan(), width, height, rgba.RowBytes)
            : throw new ArgumentException("SkiaSharp cannot read the pixels.", name);
    }

    private static SKImageInfo Rgba(int width, int height, SKAlphaType alpha) => new(width, height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb());
}
