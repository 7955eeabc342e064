using NetVips;

namespace Atelier.Imaging;

/// <summary>The bytes of a picture file: a regular file, or bytes in memory, such as those that came through a stream or a pipe.</summary>
internal sealed class PictureContent
{
    private readonly byte[]? _bytes;

    private PictureContent(string? path, byte[] start, byte[]? bytes) => (Path, Start, _bytes) = (path, start, bytes);

    /// <summary>Takes bytes without copying them.</summary>
    /// <param name="bytes">The bytes of a whole file.</param>
    /// <param name="path">The name that messages give them; null for "the picture".</param>
    /// <exception cref="PictureException">There is none.</exception>
    public PictureContent(byte[] bytes, string? path = null)
        : this(path, bytes[..Math.Min(bytes.Length, PictureFormats.SignatureLength)], bytes)
    {
        if (bytes.Length == 0)
        {
            throw Empty(Name);
        }
    }

    /// <summary>The file's path; null where the bytes have none.</summary>
    public string? Path { get; }

    /// <summary>The picture as messages name it.</summary>
    public IFormattable Name => NameOf(Path);

    /// <summary>Its first bytes, enough to tell its format.</summary>
    public byte[] Start { get; }

    /// <summary>Opens a file that must exist and have content. A picture from a pipe is read to its end, once.</summary>
    /// <exception cref="PictureException">The file is missing, a directory, empty or unreadable, or a pipe gives too much.</exception>
    public static PictureContent Open(string path, PictureLimits limits)
    {
        if (PipedFiles.Find(path) is { } known)
        {
            return new PictureContent(known, path);
        }

        try
        {
            using var stream = path == PipedFiles.StandardInput ? Console.OpenStandardInput() : OpenFile(path);
            if (stream is FileStream { CanSeek: true, Length: > 0 })
            {
                var start = new byte[PictureFormats.SignatureLength];
                start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
                return start.Length > 0 ? new PictureContent(path, start, null) : throw Empty(new FileName(path));
            }

            var piped = ReadAsync(stream, limits, path, isAsync: false).GetAwaiter().GetResult();
            PipedFiles.Keep(path, piped._bytes!);
            return piped;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>Reads a picture from the position of a stream to its end; of any other content, only the first bytes.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="limits">The most bytes.</param>
    /// <param name="path">The name that messages give it; null for "the picture".</param>
    /// <param name="isAsync">Whether to wait for the stream without a thread; else the task is complete when this returns.</param>
    /// <param name="cancellationToken">Ends the reading, where it is asynchronous.</param>
    /// <exception cref="PictureException">The stream is empty, unreadable, or gives too much.</exception>
    public static async Task<PictureContent> ReadAsync(
        Stream stream, PictureLimits limits, string? path, bool isAsync, CancellationToken cancellationToken = default)
    {
        var most = Math.Min(limits.MaxStreamBytes, Array.MaxLength);
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            while ((isAsync ? await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) : stream.Read(buffer)) is > 0 and var read)
            {
                if (content.Length + read > most)
                {
                    throw new PictureException(
                        MessageCodes.PictureTooLarge,
                        $"{NameOf(path)} is too large: at most {most:N0} bytes are read of what is not a regular file; give a smaller picture, or save it as a file.");
                }

                content.Write(buffer, 0, read);
                if (content.Length >= PictureFormats.SignatureLength && PictureFormats.FromContent(content.GetBuffer().AsSpan(0, PictureFormats.SignatureLength)) is null)
                {
                    break;
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error);
        }

        return new PictureContent(content.ToArray(), path);
    }

    /// <summary>The error for bytes that cannot be read.</summary>
    public static PictureException Unreadable(string? path, Exception error) => new(
        MessageCodes.FileUnreadable,
        error is UnauthorizedAccessException
            ? (FormattableString)$"{NameOf(path)} cannot be read: permission denied; check its permissions."
            : $"{NameOf(path)} cannot be read: {PictureFile.Reason(error, path)}.",
        error);

    /// <summary>The bytes from the first on.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public Stream Stream() => _bytes is null ? OpenFile(Path!) : new MemoryStream(_bytes, writable: false);

    /// <summary>The bytes as libvips reads them.</summary>
    public Source Source() => _bytes is null ? NetVips.Source.NewFromFile(Path) : NetVips.Source.NewFromMemory(_bytes);

    private static IFormattable NameOf(string? path) => path is null ? (FormattableString)$"The picture" : new FileName(path);

    private static PictureException Empty(IFormattable name) => new(MessageCodes.NotAPicture, $"{name} is empty; give a picture file.");

    private static FileStream OpenFile(string path)
    {
        var name = new FileName(path);
        if (Directory.Exists(path))
        {
            throw new PictureException(MessageCodes.NotAPicture, $"{name} is a directory; give a picture file.");
        }

        if (!File.Exists(path))
        {
            throw new PictureException(MessageCodes.FileMissing, $"{name} does not exist; check the path.");
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }
}
