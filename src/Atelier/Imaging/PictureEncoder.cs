using NetVips;

namespace Atelier.Imaging;

/// <summary>Encodes pictures with libvips.</summary>
internal static class PictureEncoder
{
    // The usual resolution for a picture without one; libvips would write 25 dpi.
    private const double PixelsPerMillimetreAt72Dpi = 72 / 25.4;

    private const long MostPixelsWithOwnTables = 64_000_000;

    /// <summary>Refuses a picture that the format cannot hold.</summary>
    /// <exception cref="PictureException">A side is longer than the format allows.</exception>
    public static void RequireSize(int width, int height, PictureFormat format, IFormattable what)
    {
        PictureSize.RequireHoldable(width, height, what);
        if (Math.Max(width, height) > format.MaxSide())
        {
            throw new PictureException(
                MessageCodes.PictureTooLarge,
                $"{what} would be {width}×{height} pixels, {format.Name()} holds at most {format.MaxSide()} a side; use .png or .tif.");
        }
    }

    /// <summary>Encodes to a stream that can seek and be read.</summary>
    /// <exception cref="IOException">The stream could not be written.</exception>
    /// <exception cref="VipsException">The picture could not be encoded.</exception>
    public static void Encode(Picture picture, PictureFormat format, PictureWriteOptions options, Stream stream)
    {
        Vips.EnsureReady();
        using var pixels = new IntegerPixels(picture, options.BitDepth, format.HasTransparency());
        var exif = picture.Metadata.Exif is { } given ? ExifBlock.Filtered(given, options.Metadata) : null;
        using var image = ToImage(pixels, picture.Metadata, exif, options.BitDepth, Packet(options, format));

        // libvips makes EXIF of its own where there is none.
        var keep = Enums.ForeignKeep.Icc | Enums.ForeignKeep.Xmp | (options.Metadata == KeptMetadata.None ? 0 : Enums.ForeignKeep.Exif);
        StreamTarget.Save(stream, target => Save(image, target, format, options.Quality, keep));
        if (format == PictureFormat.Tiff && exif is not null)
        {
            TiffExif.Append(stream, exif);
        }
    }

    private static byte[]? Packet(PictureWriteOptions options, PictureFormat format) =>
        options is { Recipe: { } recipe, Metadata: not KeptMetadata.None } && RecipePacket.Of(recipe) is var packet && RecipePacket.Fits(packet, format) ? packet : null;

    private static Image ToImage(IntegerPixels pixels, PictureMetadata metadata, byte[]? exifBlock, int bitDepth, byte[]? recipe)
    {
        using var plain = pixels.Image();
        using var typed = plain.Copy(
            interpretation: bitDepth == 16 ? Enums.Interpretation.Rgb16 : Enums.Interpretation.Srgb,
            xres: metadata.HorizontalResolution ?? PixelsPerMillimetreAt72Dpi,
            yres: metadata.VerticalResolution ?? PixelsPerMillimetreAt72Dpi);
        return typed.Mutate(mutable =>
        {
            mutable.Set(GValue.BlobType, "icc-profile-data", SrgbConversion.Profile);
            // libvips fails on less than a header, and a JPEG segment holds no more: such a block must not cost the picture.
            if (exifBlock is { Length: >= 14 and <= 65_000 } exif)
            {
                mutable.Set(GValue.BlobType, "exif-data", exif);
            }

            if (recipe is not null)
            {
                mutable.Set(GValue.BlobType, RecipePacket.Field, recipe);
            }
        });
    }

    private static void Save(Image image, Target target, PictureFormat format, int quality, Enums.ForeignKeep keep)
    {
        var subsample = quality >= 90 ? Enums.ForeignSubsample.Off : Enums.ForeignSubsample.On;
        switch (format)
        {
            case PictureFormat.Jpeg:
                // Tables of its own make a file a little smaller, but the encoder needs all of the picture in memory for them.
                image.JpegsaveTarget(target, q: quality, optimizeCoding: (long)image.Width * image.Height <= MostPixelsWithOwnTables, subsampleMode: subsample, keep: keep);
                break;
            case PictureFormat.Png:
                image.PngsaveTarget(target, filter: Enums.ForeignPngFilter.All, keep: keep);
                break;
            case PictureFormat.Tiff:
                var isLarge = (long)image.Width * image.Height * image.Bands * sizeof(ushort) > uint.MaxValue / 2;
                image.TiffsaveTarget(
                    target, compression: Enums.ForeignTiffCompression.Deflate, predictor: Enums.ForeignTiffPredictor.Horizontal, bigtiff: isLarge, keep: keep);
                break;
            case PictureFormat.WebP:
                // WebP has no full resolution for colours; this is its way to keep sharp coloured edges. Alpha is always exact.
                image.WebpsaveTarget(target, q: quality, alphaQ: 100, smartSubsample: quality >= 90, keep: keep);
                break;
            default:
                // The default effort of 4 takes ten times as long for a file of the same size and likeness. Alpha is as lossy as
                // colours are, and cannot be told apart from them.
                image.HeifsaveTarget(
                    target,
                    q: quality,
                    bitdepth: 8,
                    compression: Enums.ForeignHeifCompression.Av1,
                    effort: 3,
                    subsampleMode: subsample,
                    lossless: image.HasAlpha(),
                    keep: keep);
                break;
        }
    }
}
