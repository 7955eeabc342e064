using NetVips;

namespace Atelier.Imaging;

/// <summary>A picture file whose header has been read and found acceptable, and whose pixels have not been decoded.</summary>
internal sealed class OpenPicture : IDisposable
{
    private readonly Source _source;

    private OpenPicture(Source source, Image image, PictureFormat format)
    {
        _source = source;
        Image = image;
        Format = format;
    }

    /// <summary>The picture as stored; reading its pixels decodes them, from top to bottom, once.</summary>
    public Image Image { get; }

    /// <summary>The format of the content.</summary>
    public PictureFormat Format { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="PictureException">See <see cref="PictureReader.Read"/>.</exception>
    public static OpenPicture Open(string path, PictureLimits limits)
    {
        var name = PictureFile.Quote(path);
        var start = PictureFile.ReadStart(path, PictureFormats.SignatureLength);
        var format = PictureFormats.FromContent(start)
            ?? throw new PictureException($"{name} is not a picture that can be read: expected JPEG, PNG, TIFF, WebP or AVIF; convert it to one of these.");

        Vips.EnsureReady();
        Source? source = null;
        Image? image = null;
        try
        {
            source = Source.NewFromFile(path);
            image = Load(source, format);
            limits.Require(image.Width, image.Height, name);
            return new OpenPicture(source, image, format);
        }
        catch (Exception error)
        {
            image?.Dispose();
            source?.Dispose();
            if (error is VipsException)
            {
                throw Damaged(name, format, error);
            }

            throw;
        }
    }

    /// <summary>The error for content that its decoder refuses.</summary>
    public static PictureException Damaged(string name, PictureFormat format, Exception error) =>
        new($"{name} is a damaged, incomplete or unusual {format.Name()} file ({Vips.LastLine(error)}); open it in a picture program and save it again.", error);

    /// <inheritdoc/>
    public void Dispose()
    {
        Image.Dispose();
        _source.Dispose();
    }

    // Each loader is called by name: what libvips would recognise beyond these five is out of reach. Without failOn it would
    // hand out a truncated file with the missing rows in grey.
    private static Image Load(Source source, PictureFormat format)
    {
        const Enums.Access Access = Enums.Access.Sequential;
        const Enums.FailOn FailOn = Enums.FailOn.Error;
        return format switch
        {
            PictureFormat.Jpeg => Image.JpegloadSource(source, access: Access, failOn: FailOn),
            PictureFormat.Png => Image.PngloadSource(source, access: Access, failOn: FailOn),
            PictureFormat.Tiff => Image.TiffloadSource(source, access: Access, failOn: FailOn),
            PictureFormat.WebP => Image.WebploadSource(source, access: Access, failOn: FailOn),
            _ => Image.HeifloadSource(source, access: Access, failOn: FailOn),
        };
    }
}
