namespace Atelier.Imaging;

/// <summary>The largest picture that is read. A file that claims more is refused before anything is decoded.</summary>
public sealed record PictureLimits
{
    /// <summary>The default limits.</summary>
    public static PictureLimits Default { get; } = new();

    /// <summary>The most pixels, 1 to 700 million; 500 million unless set.</summary>
    public long MaxPixels { get; init; } = 500_000_000;

    /// <summary>The longest side in pixels, at least 1; 65,535 unless set.</summary>
    public int MaxSide { get; init; } = 65_535;

    /// <summary>
    /// The most bytes of pixels that may have to be decoded at once, at least 1; 4 GiB unless set. Most files are decoded some rows at a
    /// time, and may be larger; interlaced PNG, progressive JPEG, WebP, AVIF and TIFF with large strips are not.
    /// </summary>
    public long MaxBytesAtOnce { get; init; } = 4L << 30;

    /// <summary>The most bytes that are read of a stream, or of a special file such as a pipe; at least 1, 1 GiB unless set.</summary>
    public long MaxStreamBytes { get; init; } = 1L << 30;

    /// <summary>Refuses a picture of which too much has to be decoded at once.</summary>
    /// <exception cref="PictureException">They are more than allowed.</exception>
    internal void RequireAtOnce(long bytes, string kind, IFormattable what)
    {
        if (bytes > MaxBytesAtOnce)
        {
            throw new PictureException(
                MessageCodes.PictureTooLarge,
                $"{what} is too large: {kind} is decoded as a whole, which takes {MemorySize.Text(bytes)}, at most {MemorySize.Text(MaxBytesAtOnce)} are allowed; save it as PNG without interlacing or as baseline JPEG, or give a smaller picture.");
        }
    }

    /// <summary>Refuses a size above the limits.</summary>
    /// <exception cref="PictureException">The picture is larger than allowed.</exception>
    internal void Require(int width, int height, IFormattable what)
    {
        if (Math.Max(width, height) > MaxSide)
        {
            throw new PictureException(
                MessageCodes.PictureTooLarge,
                $"{what} is too large: at most {MaxSide:N0} pixels a side are read, the file claims {width:N0}×{height:N0}; give a smaller picture.");
        }

        // The pixels lie in one array of floats, which has a limit of its own.
        var most = Math.Min(MaxPixels, PictureSize.Most);
        if ((long)width * height > most)
        {
            throw new PictureException(
                MessageCodes.PictureTooLarge,
                $"{what} is too large: at most {most:N0} pixels are read, the file claims {width:N0}×{height:N0} = {(long)width * height:N0}; give a smaller picture.");
        }
    }
}
