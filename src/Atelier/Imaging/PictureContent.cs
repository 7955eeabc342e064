using NetVips;

namespace Atelier.Imaging;

/// <summary>The bytes of a picture: a regular file, or what came through a pipe and lies in memory.</summary>
internal sealed class PictureContent
{
    private readonly string _path;
    private readonly byte[]? _piped;

    private PictureContent(string path, byte[] start, byte[]? piped)
    {
        (_path, Start, _piped) = (path, start, piped);
    }

    /// <summary>Its first bytes, as many as tell its format.</summary>
    public byte[] Start { get; }

    /// <summary>Opens a file that must be there and have content. Of what is no regular file, a picture is read to its end, once.</summary>
    /// <exception cref="PictureException">The file is missing, a directory, empty or unreadable, or a pipe gives too much.</exception>
    public static PictureContent Open(string path, PictureLimits limits)
    {
        if (PipedFiles.Find(path) is { } known)
        {
            return new PictureContent(path, known[..Math.Min(known.Length, PictureFormats.SignatureLength)], known);
        }

        var name = new FileName(path);
        try
        {
            using var stream = path == PipedFiles.StandardInput ? Console.OpenStandardInput() : OpenFile(path, name);
            var start = new byte[PictureFormats.SignatureLength];
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            if (start.Length == 0)
            {
                throw new PictureException(MessageCodes.NotAPicture, $"{name} is empty; give a picture file.");
            }

            if (stream is FileStream { CanSeek: true, Length: > 0 })
            {
                return new PictureContent(path, start, null);
            }

            var piped = PictureFormats.FromContent(start) is null ? start : ReadOn(stream, start, limits, name);
            PipedFiles.Keep(path, piped);
            return new PictureContent(path, start, piped);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new PictureException(MessageCodes.FileUnreadable, $"{name} cannot be read: permission denied; check its permissions.", error);
        }
        catch (IOException error)
        {
            throw new PictureException(MessageCodes.FileUnreadable, $"{name} cannot be read: {PictureFile.Reason(error, path)}.", error);
        }
    }

    /// <summary>The bytes from the first on.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public Stream Stream() => _piped is null ? OpenFile(_path, new FileName(_path)) : new MemoryStream(_piped, writable: false);

    /// <summary>The bytes as libvips reads them.</summary>
    public Source Source() => _piped is null ? NetVips.Source.NewFromFile(_path) : NetVips.Source.NewFromMemory(_piped);

    private static FileStream OpenFile(string path, FileName name)
    {
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

    private static byte[] ReadOn(Stream stream, byte[] start, PictureLimits limits, FileName name)
    {
        var most = Math.Min(limits.MaxPipedBytes, Array.MaxLength);
        using var content = new MemoryStream();
        content.Write(start);
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer) is > 0 and var read)
        {
            if (content.Length + read > most)
            {
                throw new PictureException(
                    MessageCodes.PictureTooLarge,
                    $"{name} is too large: at most {most:N0} bytes are read of what is not a regular file; save the picture as a file, and give that.");
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
