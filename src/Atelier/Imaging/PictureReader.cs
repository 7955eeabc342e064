using NetVips;

namespace Atelier.Imaging;

/// <summary>
/// Reads JPEG, PNG, TIFF, WebP and AVIF. The content decides the format, not the name; no other format is ever decoded.
/// Of a file with several pictures the first is read; of a TIFF file the first that is not a reduced version of another, such as a thumbnail.
/// A special file such as a pipe is read once into memory; <c>-</c> is standard input.
/// </summary>
public static class PictureReader
{
    /// <summary>The most pixels of a picture that <see cref="ReadFor(string, int, PictureLimits?, Action{Message}?)"/> does not reduce.</summary>
    public const long MostHeldWhole = 64_000_000;

    /// <summary>Reads a picture as a whole: see <see cref="Picture.Load(string, PictureLimits?, Action{Message}?)"/>.</summary>
    internal static Picture Read(PictureContent content, PictureLimits limits, Action<Message>? warn) =>
        ReadFor(OpenPicture.Open(content, limits), int.MaxValue, warn, MostHeldWhole);

    /// <summary>
    /// Reads a picture at no more than a needed size. One of more than <see cref="MostHeldWhole"/> pixels is reduced to
    /// that size while it is decoded, as <see cref="PictureResizer"/> would do it afterwards, so that it is never in memory as a whole. Any
    /// other is not resized.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="longestSide">The longest side that is needed, in pixels, at least 1.</param>
    /// <param name="limits">The largest picture to accept; <see cref="PictureLimits.Default"/> unless given.</param>
    /// <param name="warn">Takes one line for each change to the picture that may surprise.</param>
    /// <returns>The picture as <see cref="Picture.Load(string, PictureLimits?, Action{Message}?)"/> gives it, reduced where it is large.</returns>
    /// <exception cref="PictureException">As <see cref="Picture.Load(string, PictureLimits?, Action{Message}?)"/>.</exception>
    /// <exception cref="StylizeException">There is a <see cref="Storage.PictureScratch"/> without room for it.</exception>
    public static Picture ReadFor(string path, int longestSide, PictureLimits? limits = null, Action<Message>? warn = null) =>
        ReadFor(path, longestSide, limits, warn, MostHeldWhole);

    internal static Picture ReadFor(string path, int longestSide, PictureLimits? limits, Action<Message>? warn, long mostHeldWhole)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSide, 1);
        return ReadFor(OpenPicture.Open(path, limits), longestSide, warn, mostHeldWhole);
    }

    private static Picture ReadFor(OpenPicture opened, int longestSide, Action<Message>? warn, long mostHeldWhole)
    {
        using var file = opened;
        try
        {
            using var srgb = SrgbConversion.Convert(file, warn);
            var rows = new DecodedRows(srgb);
            var (width, height) = SizeFor(srgb.Width, srgb.Height, longestSide, mostHeldWhole);
            var builder = new PictureBuilder(width, height, rows.HasAlpha, Orientation.Of(Tag(srgb), width, height));
            if ((width, height) == (srgb.Width, srgb.Height))
            {
                rows.Each(builder.Take);
            }
            else
            {
                rows.Each(
                    new RowResizer(rows.HasAlpha ? 4 : 3, srgb.Width, srgb.Height, new Span1D(0, srgb.Width), new Span1D(0, srgb.Height), width, height),
                    builder.Take);
            }

            var picture = builder.Finish(Metadata(file), rows.IsOpaque);
            if (file.LacksItsEnd)
            {
                warn?.Invoke(new Message(MessageCodes.PictureMended, $"{file.Name} is a JPEG file without its last marker; nothing of the picture is missing."));
            }

            Transparency.RequireVisible(picture, file.Name);
            return picture;
        }
        catch (VipsException error)
        {
            throw file.Damaged(error);
        }
    }

    /// <summary>The size at which <see cref="ReadFor(string, int, PictureLimits?, Action{Message}?)"/> gives a picture.</summary>
    /// <param name="width">Its own width in pixels.</param>
    /// <param name="height">Its own height in pixels.</param>
    /// <param name="longestSide">The longest side that is needed.</param>
    public static (int Width, int Height) SizeFor(int width, int height, int longestSide) => SizeFor(width, height, longestSide, MostHeldWhole);

    private static (int Width, int Height) SizeFor(int width, int height, int longestSide, long mostHeldWhole) =>
        (long)width * height > mostHeldWhole && longestSide < Math.Max(width, height) ? PictureResizer.SizeFor(width, height, longestSide) : (width, height);

    /// <summary>Reads the header of a file, and decodes no pixel.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">The largest picture to accept; <see cref="PictureLimits.Default"/> unless given.</param>
    /// <exception cref="PictureException">
    /// The file is missing, a directory, empty, unreadable, not a picture of these formats, or too large.
    /// </exception>
    public static PictureHeader Inspect(string path, PictureLimits? limits = null)
    {
        using var file = OpenPicture.Open(path, limits, readsPixels: false);
        var image = file.Image;
        var (width, height) = Orientation.Of(Tag(image), image.Width, image.Height).Upright;
        var bits = image.Contains("bits-per-sample") ? (int)image.Get("bits-per-sample") : image.Format == Enums.BandFormat.Ushort ? 16 : 8;
        return new PictureHeader(width, height, file.Format, SrgbConversion.HasAlpha(file), bits);
    }

    /// <summary>
    /// Decodes a whole file, so that damage anywhere is found, but stores only a reduced picture.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="longestSide">The longest side of the result in pixels, at least 1; a smaller picture is not resized.</param>
    /// <param name="limits">The largest picture to accept; <see cref="PictureLimits.Default"/> unless given.</param>
    /// <returns>The picture as <see cref="Picture.Load(string, PictureLimits?, Action{Message}?)"/> gives it, reduced, without metadata. For the eye: a run reduces pictures better.</returns>
    /// <exception cref="PictureException">As <see cref="Picture.Load(string, PictureLimits?, Action{Message}?)"/>.</exception>
    public static Picture ReadReduced(string path, int longestSide, PictureLimits? limits = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSide, 1);
        using var file = OpenPicture.Open(path, limits);
        try
        {
            using var srgb = SrgbConversion.Convert(file, warn: null);
            using var reduced = srgb.ThumbnailImage(longestSide, height: longestSide, size: Enums.Size.Down);
            var rows = new DecodedRows(reduced);
            var builder = new PictureBuilder(reduced.Width, reduced.Height, rows.HasAlpha);
            rows.Each(builder.Take);
            var picture = builder.Finish(PictureMetadata.None, rows.IsOpaque);
            Transparency.RequireVisible(picture, file.Name);
            return picture;
        }
        catch (VipsException error)
        {
            throw file.Damaged(error);
        }
    }

    /// <summary>Reads the recipe in a file's metadata, and decodes no pixel.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The JSON of the recipe, not checked; null where there is none.</returns>
    /// <exception cref="PictureException">
    /// The file is missing, a directory, empty, unreadable, not a picture of these formats, or too large.
    /// </exception>
    public static string? ReadRecipe(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ReadRecipe(PictureContent.Open(path, PictureLimits.Default));
    }

    /// <inheritdoc cref="ReadRecipe(string)"/>
    internal static string? ReadRecipe(PictureContent content)
    {
        using var file = OpenPicture.Open(content, PictureLimits.Default, readsPixels: false);
        return file.Image.Contains(RecipePacket.Field) ? RecipePacket.Read((byte[])file.Image.Get(RecipePacket.Field)) : null;
    }

    private static int Tag(Image image) => image.Contains("orientation") ? (int)image.Get("orientation") : 1;

    private static PictureMetadata Metadata(OpenPicture file)
    {
        var image = file.Image;
        var exif = image.Contains("exif-data") ? (byte[])image.Get("exif-data") : file.Page?.Exif;

        // libvips reports 1 pixel a millimetre where a file has no resolution, or one without a unit.
        var hasResolution = image.Contains("resolution-unit") && image is not { Xres: 1, Yres: 1 } and { Xres: > 0, Yres: > 0 };
        return new PictureMetadata
        {
            Exif = exif is null ? null : ExifBlock.WithUprightOrientation(exif),
            HorizontalResolution = hasResolution ? image.Xres : null,
            VerticalResolution = hasResolution ? image.Yres : null,
        };
    }
}
