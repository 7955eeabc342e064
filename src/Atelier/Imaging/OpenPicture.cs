using NetVips;

namespace Atelier.Imaging;

/// <summary>A picture file whose header is within the limits, and whose pixels are not decoded yet.</summary>
internal sealed class OpenPicture : IDisposable
{
    private readonly Source _source;

    private OpenPicture(IFormattable name, Source source, Image image, PictureFormat format) => (Name, _source, Image, Format) = (name, source, image, format);

    /// <summary>The picture as messages name it.</summary>
    public IFormattable Name { get; }

    /// <summary>The picture as stored; reading its pixels decodes them, from top to bottom, once.</summary>
    public Image Image { get; }

    /// <summary>The format of the content.</summary>
    public PictureFormat Format { get; }

    /// <summary>The page of a TIFF file; null for other formats.</summary>
    public TiffPage? Page { get; private init; }

    /// <summary>The chunks of a PNG file; null for other formats.</summary>
    public PngChunks? Png { get; private init; }

    /// <summary>Whether it is a JPEG file without its last marker. Its pixels are decoded with no tolerance for anything else.</summary>
    public bool LacksItsEnd { get; private init; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">Its limits; null for <see cref="PictureLimits.Default"/>.</param>
    /// <param name="readsPixels">Whether pixels will be read, so that a missing end is mended.</param>
    /// <exception cref="PictureException">See <see cref="Picture.Load(string, PictureLimits?, Action{Message}?)"/>.</exception>
    /// <exception cref="StylizeException">libvips cannot be loaded.</exception>
    public static OpenPicture Open(string path, PictureLimits? limits, bool readsPixels = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        limits ??= PictureLimits.Default;
        return Open(PictureContent.Open(path, limits), limits, readsPixels);
    }

    /// <inheritdoc cref="Open(string, PictureLimits?, bool)"/>
    public static OpenPicture Open(PictureContent content, PictureLimits limits, bool readsPixels = true)
    {
        var name = content.Name;
        if (CameraRaw.IsRaw(content.Start))
        {
            throw CameraRaw.Refused(name);
        }

        var format = PictureFormats.FromContent(content.Start)
            ?? throw new PictureException(
                MessageCodes.NotAPicture, $"{name} is not a picture that can be read: expected JPEG, PNG, TIFF, WebP or AVIF; convert it to one of these.");

        Vips.EnsureReady();
        Source? source = null;
        Image? image = null;
        try
        {
            TiffPage? page = null;
            PngChunks? png = null;
            using (var stream = content.Stream())
            {
                page = format == PictureFormat.Tiff ? TiffPage.Of(stream) : null;
                png = format == PictureFormat.Png ? PngChunks.Of(stream) : null;
            }

            if (format == PictureFormat.Tiff)
            {
                RequireDeveloped(page, content);
            }

            source = content.Source();
            image = Load(source, format, page, Enums.FailOn.Error);
            limits.Require(image.Width, image.Height, name);
            if (BytesAtOnce(image, format, page, png) is var (bytes, kind))
            {
                limits.RequireAtOnce(bytes, kind, name);
            }

            // To mend a file is to decode it: the limits come before.
            if (format == PictureFormat.Jpeg && readsPixels && !HasSeveralScans(image) && Mended(content) is { } mended)
            {
                image.Dispose();
                source.Dispose();
                source = Source.NewFromMemory(mended);
                image = Load(source, format, page, Enums.FailOn.Warning);
                return new OpenPicture(name, source, image, format) { LacksItsEnd = true };
            }

            return new OpenPicture(name, source, image, format) { Page = page, Png = png };
        }
        catch (Exception error)
        {
            image?.Dispose();
            source?.Dispose();
            throw error switch
            {
                VipsException => Damaged(name, format, error),
                IOException or UnauthorizedAccessException => PictureContent.Unreadable(content.Path, error),
                _ => error,
            };
        }
    }

    private static byte[]? Mended(PictureContent content)
    {
        using var stream = content.Stream();
        return JpegEnd.Mended(stream);
    }

    /// <summary>The error for pixels that the decoder refuses.</summary>
    public PictureException Damaged(VipsException error) => Damaged(Name, Format, error);

    private static PictureException Damaged(IFormattable name, PictureFormat format, Exception error) =>
        new(
            MessageCodes.PictureDamaged,
            $"{name} is a damaged, incomplete or unusual {format.Name()} file ({Vips.LastLine(error)}); open it in a picture program and save it again.",
            error);

    /// <summary>The index of the opacity's band; null for none.</summary>
    /// <param name="channels">How many bands are colours.</param>
    public int? AlphaBand(int channels)
    {
        if (Page is null)
        {
            return Image.Bands > channels ? channels : null;
        }

        // 1 and 2 are opacities; 0 is a channel of which nothing is known, and no entry means the same.
        var alpha = Page.ExtraSamples.Select((kind, i) => (kind, i)).FirstOrDefault(s => s.kind is 1 or 2, (kind: 0, i: -1)).i;
        return alpha >= 0 && channels + alpha < Image.Bands ? channels + alpha : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Image.Dispose();
        _source.Dispose();
    }

    private static void RequireDeveloped(TiffPage? page, PictureContent content)
    {
        if (page is { IsRaw: true } || CameraRaw.HasRawName(content.Path))
        {
            throw CameraRaw.Refused(content.Name);
        }

        if (page is { IsLab: true })
        {
            throw new PictureException(
                MessageCodes.PictureDamaged, $"{content.Name} has colours of kind CIE L*a*b*: expected grey, RGB or CMYK; convert it to RGB.");
        }
    }

    // The bytes that cannot be decoded some rows at a time. The decoder of a progressive JPEG holds coefficients of 16 bits; decoders of
    // WebP and AVIF hold the picture itself.
    private static (long Bytes, string Kind)? BytesAtOnce(Image image, PictureFormat format, TiffPage? page, PngChunks? png)
    {
        var pixels = (long)image.Width * image.Height;
        var sample = image.Format == Enums.BandFormat.Uchar ? 1 : 2;
        return format switch
        {
            PictureFormat.Png when png is { IsInterlaced: true } => (pixels * image.Bands * sample, "an interlaced PNG file"),
            PictureFormat.Jpeg when HasSeveralScans(image) =>
                (pixels * image.Bands * sizeof(short) / (IsSubsampled(image) ? 2 : 1), "a progressive JPEG file"),
            PictureFormat.WebP or PictureFormat.Avif => (pixels * 4 * sample, $"{format.Name()}"),
            PictureFormat.Tiff when page is not null => (page.StripBytes, "a strip of a TIFF file"),
            _ => null,
        };
    }

    private static bool HasSeveralScans(Image image) => image.Contains("jpeg-multiscan") && (int)image.Get("jpeg-multiscan") != 0;

    private static bool IsSubsampled(Image image) => image.Contains("jpeg-chroma-subsample") && image.Get("jpeg-chroma-subsample") is "4:2:0";

    // Each loader is called by name, so that libvips recognises no other format. Without failOn it would give a truncated file with the
    // missing rows in grey.
    private static Image Load(Source source, PictureFormat format, TiffPage? page, Enums.FailOn failOn)
    {
        const Enums.Access Access = Enums.Access.Sequential;
        return format switch
        {
            PictureFormat.Jpeg => Image.JpegloadSource(source, access: Access, failOn: failOn),
            PictureFormat.Png => Image.PngloadSource(source, access: Access, failOn: failOn),
            PictureFormat.Tiff => Image.TiffloadSource(source, page: page?.Page, subifd: page?.SubPage, access: Access, failOn: failOn),
            PictureFormat.WebP => Image.WebploadSource(source, access: Access, failOn: failOn),
            _ => Image.HeifloadSource(source, access: Access, failOn: failOn),
        };
    }
}
