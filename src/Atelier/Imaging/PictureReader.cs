using NetVips;

namespace Atelier.Imaging;

/// <summary>
/// Reads JPEG, PNG, TIFF, WebP and AVIF. The content decides the format, not the name; no other format is ever decoded.
/// Of a file with several pictures the first is read.
/// </summary>
public static class PictureReader
{
    /// <summary>Reads a picture: upright, in sRGB.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">The largest picture to accept; <see cref="PictureLimits.Default"/> unless given.</param>
    /// <param name="warn">Takes one line for each thing that was done to the picture and may surprise.</param>
    /// <returns>
    /// The picture, sRGB-encoded, 0 to 1, with 16 bits of precision where the file has them. Its EXIF orientation is applied, an
    /// embedded colour profile converted; it has alpha where any pixel is not opaque.
    /// </returns>
    /// <exception cref="PictureException">
    /// The file is missing, a directory, empty, unreadable, not a picture of these formats, damaged, incomplete, too large, or
    /// transparent everywhere.
    /// </exception>
    public static Picture Read(string path, PictureLimits? limits = null, Action<string>? warn = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var name = PictureFile.Quote(path);
        using var file = OpenPicture.Open(path, limits ?? PictureLimits.Default);
        try
        {
            using var srgb = SrgbConversion.Convert(file.Image, file.Format, name, warn);
            using var upright = Upright(srgb);
            var pixels = PixelBuffer.ToFloats(upright, out var alpha);
            var picture = new Picture(upright.Width, upright.Height, pixels, Metadata(file.Image), alpha);
            Transparency.RequireVisible(picture, name);
            return picture;
        }
        catch (VipsException error)
        {
            throw OpenPicture.Damaged(name, file.Format, error);
        }
    }

    /// <summary>Reads what a file says of its picture, and decodes no pixel.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">The largest picture to accept; <see cref="PictureLimits.Default"/> unless given.</param>
    /// <exception cref="PictureException">
    /// The file is missing, a directory, empty, unreadable, not a picture of these formats, or too large.
    /// </exception>
    public static PictureHeader Inspect(string path, PictureLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = OpenPicture.Open(path, limits ?? PictureLimits.Default);
        var image = file.Image;
        var isTurned = Orientation(image) >= 5;
        var bits = image.Contains("bits-per-sample") ? (int)image.Get("bits-per-sample") : image.Format == Enums.BandFormat.Ushort ? 16 : 8;
        return new PictureHeader(isTurned ? image.Height : image.Width, isTurned ? image.Width : image.Height, file.Format, image.HasAlpha(), bits);
    }

    /// <summary>
    /// Decodes a whole file, so that damage anywhere is found, but keeps only a reduced picture: rows are let go as they are read.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="longestSide">The longest side of what is returned, in pixels, at least 1; a smaller picture stays as it is.</param>
    /// <param name="limits">The largest picture to accept; <see cref="PictureLimits.Default"/> unless given.</param>
    /// <returns>The picture as <see cref="Read"/> gives it, reduced, without metadata. For the eye: a run reduces pictures better.</returns>
    /// <exception cref="PictureException">As <see cref="Read"/>.</exception>
    public static Picture ReadReduced(string path, int longestSide, PictureLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSide, 1);
        var name = PictureFile.Quote(path);
        using var file = OpenPicture.Open(path, limits ?? PictureLimits.Default);
        try
        {
            using var srgb = SrgbConversion.Convert(file.Image, file.Format, name, warn: null);
            using var reduced = srgb.ThumbnailImage(longestSide, height: longestSide, size: Enums.Size.Down);
            var pixels = PixelBuffer.ToFloats(reduced, out var alpha);
            var picture = new Picture(reduced.Width, reduced.Height, pixels, alpha: alpha);
            Transparency.RequireVisible(picture, name);
            return picture;
        }
        catch (VipsException error)
        {
            throw OpenPicture.Damaged(name, file.Format, error);
        }
    }

    /// <summary>Reads the recipe that a file keeps in its metadata, and decodes no pixel.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The JSON of the recipe, not checked; null where there is none.</returns>
    /// <exception cref="PictureException">
    /// The file is missing, a directory, empty, unreadable, not a picture of these formats, or too large.
    /// </exception>
    public static string? ReadRecipe(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = OpenPicture.Open(path, PictureLimits.Default);
        return file.Image.Contains(RecipePacket.Field) ? RecipePacket.Read((byte[])file.Image.Get(RecipePacket.Field)) : null;
    }

    private static int Orientation(Image image) => image.Contains("orientation") ? (int)image.Get("orientation") : 1;

    private static Image Upright(Image image)
    {
        if (Orientation(image) is <= 1 or > 8)
        {
            return image.Copy();
        }

        // The decoder delivers rows from top to bottom only, turning needs them in any order.
        using var memory = image.CopyMemory();
        return memory.Autorot();
    }

    private static PictureMetadata Metadata(Image image)
    {
        // libvips reports 1 pixel a millimetre where a file has no resolution, or one without a unit.
        var hasResolution = image.Contains("resolution-unit") && image is not { Xres: 1, Yres: 1 } and { Xres: > 0, Yres: > 0 };
        return new PictureMetadata
        {
            Exif = image.Contains("exif-data") ? ExifBlock.WithUprightOrientation((byte[])image.Get("exif-data")) : null,
            HorizontalResolution = hasResolution ? image.Xres : null,
            VerticalResolution = hasResolution ? image.Yres : null,
        };
    }
}
