namespace Atelier.Imaging;

/// <content>Pictures from and to files, streams and bytes.</content>
public sealed partial class Picture
{
    /// <summary>Reads a JPEG, PNG, TIFF, WebP or AVIF file: upright, in sRGB. See <see cref="PictureReader"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">The largest picture to accept; <see cref="PictureLimits.Default"/> unless given.</param>
    /// <param name="warn">Takes one line for each change to the picture that may surprise.</param>
    /// <returns>
    /// The picture, sRGB-encoded, 0 to 1, with 16 bits of precision where the file has them. Its EXIF orientation is applied, an
    /// embedded colour profile converted; it has alpha where any pixel is not opaque.
    /// </returns>
    /// <exception cref="PictureException">
    /// The file is missing, a directory, empty, unreadable, not a picture of these formats, damaged, incomplete, too large, or
    /// transparent everywhere.
    /// </exception>
    public static Picture Load(string path, PictureLimits? limits = null, Action<Message>? warn = null) =>
        PictureReader.ReadFor(path, int.MaxValue, limits, warn);

    /// <summary>Reads a picture file from the position of a stream to its end, once, into memory.</summary>
    /// <param name="stream">The stream; it need not seek, and stays open.</param>
    /// <param name="limits">The largest picture to accept; <see cref="PictureLimits.Default"/> unless given.</param>
    /// <param name="warn">Takes one line for each change to the picture that may surprise.</param>
    /// <inheritdoc cref="Load(string, PictureLimits?, Action{Message}?)" path="/returns"/>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="PictureException">
    /// The stream cannot be read to its end or has more than <see cref="PictureLimits.MaxStreamBytes"/>; or its content is empty, not a
    /// picture of these formats, damaged, incomplete, too large, or transparent everywhere.
    /// </exception>
    public static Picture Load(Stream stream, PictureLimits? limits = null, Action<Message>? warn = null)
    {
        RequireReadable(stream);
        limits ??= PictureLimits.Default;
        return PictureReader.Read(PictureContent.ReadAsync(stream, limits, path: null, isAsync: false).GetAwaiter().GetResult(), limits, warn);
    }

    /// <summary>Reads a picture file that lies in memory.</summary>
    /// <param name="file">The bytes of the whole file.</param>
    /// <param name="limits">The largest picture to accept; <see cref="PictureLimits.Default"/> unless given.</param>
    /// <param name="warn">Takes one line for each change to the picture that may surprise.</param>
    /// <inheritdoc cref="Load(string, PictureLimits?, Action{Message}?)" path="/returns"/>
    /// <exception cref="PictureException">
    /// The bytes are empty, not a picture of these formats, damaged, incomplete, too large, or transparent everywhere.
    /// </exception>
    public static Picture Load(ReadOnlySpan<byte> file, PictureLimits? limits = null, Action<Message>? warn = null) =>
        PictureReader.Read(new PictureContent(file.ToArray()), limits ?? PictureLimits.Default, warn);

    /// <summary>
    /// Reads a picture file from the position of a stream to its end, once, into memory, and decodes it on the thread pool, where no
    /// <see cref="Storage.PictureScratch"/> takes it.
    /// </summary>
    /// <param name="stream">The stream; it need not seek, and stays open.</param>
    /// <param name="limits">The largest picture to accept; <see cref="PictureLimits.Default"/> unless given.</param>
    /// <param name="warn">Takes one line for each change to the picture that may surprise; called on any thread.</param>
    /// <param name="cancellationToken">Ends the reading; decoding runs to its end.</param>
    /// <inheritdoc cref="Load(string, PictureLimits?, Action{Message}?)" path="/returns"/>
    /// <inheritdoc cref="Load(Stream, PictureLimits?, Action{Message}?)" path="/exception"/>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static Task<Picture> LoadAsync(
        Stream stream, PictureLimits? limits = null, Action<Message>? warn = null, CancellationToken cancellationToken = default)
    {
        RequireReadable(stream);
        limits ??= PictureLimits.Default;
        return Task.Run(
            async () => PictureReader.Read(await PictureContent.ReadAsync(stream, limits, path: null, isAsync: true, cancellationToken).ConfigureAwait(false), limits, warn),
            cancellationToken);
    }

    /// <summary>
    /// Writes the picture in the format that the path's extension names. The file appears whole or not at all: it is written to a
    /// temporary file beside it, which then replaces any earlier file.
    /// </summary>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <param name="options">Quality and bit depth; <see cref="PictureWriteOptions.Default"/> unless given.</param>
    /// <remarks>Values are clamped to 0 to 1 and rounded to the nearest step. See <see cref="PictureWriter"/>.</remarks>
    /// <exception cref="PictureException">The format is unknown, the picture too large for it, or the file cannot be written.</exception>
    /// <exception cref="OptionsException">The options are out of range, or the format cannot have 16 bits.</exception>
    public void Save(string path, PictureWriteOptions? options = null) => PictureWriter.Write(this, path, options);

    /// <summary>Encodes the picture in memory, and writes the bytes of the file to a stream.</summary>
    /// <param name="stream">The stream; it need not seek, and stays open. Its own exceptions pass through.</param>
    /// <param name="format">The format.</param>
    /// <param name="options">Quality and bit depth; <see cref="PictureWriteOptions.Default"/> unless given.</param>
    /// <inheritdoc cref="Encode" path="/exception"/>
    /// <exception cref="ArgumentException">The stream cannot be written to.</exception>
    public void Save(Stream stream, PictureFormat format, PictureWriteOptions? options = null)
    {
        RequireWritable(stream);
        using var encoded = PictureWriter.Encoded(this, format, options);
        encoded.WriteTo(stream);
    }

    /// <summary>Encodes the picture in memory on the thread pool, and writes the bytes of the file to a stream.</summary>
    /// <param name="stream">The stream; it need not seek, and stays open. Its own exceptions pass through.</param>
    /// <param name="format">The format.</param>
    /// <param name="options">Quality and bit depth; <see cref="PictureWriteOptions.Default"/> unless given.</param>
    /// <param name="cancellationToken">Ends the writing; encoding runs to its end.</param>
    /// <inheritdoc cref="Save(Stream, PictureFormat, PictureWriteOptions?)" path="/exception"/>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
    public Task SaveAsync(Stream stream, PictureFormat format, PictureWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        RequireWritable(stream);
        return Task.Run(
            async () =>
            {
                using var encoded = PictureWriter.Encoded(this, format, options);
                await encoded.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Encodes the picture in memory.</summary>
    /// <param name="format">The format.</param>
    /// <param name="options">Quality and bit depth; <see cref="PictureWriteOptions.Default"/> unless given.</param>
    /// <returns>The bytes of a file. Values are clamped to 0 to 1 and rounded to the nearest step.</returns>
    /// <exception cref="PictureException">The picture is too large for the format.</exception>
    /// <exception cref="OptionsException">The options are out of range, or the format cannot have 16 bits.</exception>
    public byte[] Encode(PictureFormat format, PictureWriteOptions? options = null)
    {
        using var encoded = PictureWriter.Encoded(this, format, options);
        return encoded.ToArray();
    }

    private static void RequireReadable(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new ArgumentException("The stream cannot be read.", nameof(stream));
        }
    }

    private static void RequireWritable(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("The stream cannot be written to.", nameof(stream));
        }
    }
}
