using NetVips;

namespace Atelier.Imaging;

/// <summary>
/// Writes JPEG, PNG, TIFF, WebP and AVIF: sRGB with its profile, the resolution (72 dpi where the picture has none) and, of the EXIF
/// block, the part in <see cref="PictureWriteOptions.Metadata"/>. TIFF files have no maker notes; WebP and AVIF files have the resolution
/// within EXIF only. Alpha is written without loss; JPEG has none: there, transparent pixels lie over white.
/// </summary>
public static class PictureWriter
{
    /// <summary>
    /// Writes a picture as <see cref="Picture.Save(string, PictureWriteOptions?)"/> does. Where the file cannot be written after all,
    /// the picture goes into the folder for temporary files or, failing that, into the user's folder, where only the user can read it.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <param name="options">Quality and bit depth; <see cref="PictureWriteOptions.Default"/> unless given.</param>
    /// <exception cref="PictureException">The file cannot be written; the message says where the picture is, if anywhere.</exception>
    /// <exception cref="OptionsException">The options are out of range, or the format cannot have 16 bits.</exception>
    public static void WriteOrRescue(Picture picture, string path, PictureWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        try
        {
            Write(picture, path, options);
        }
        catch (PictureException error)
        {
            string[] folders = [Path.GetTempPath(), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)];
            if (Rescue(picture, path, options, folders) is { } rescued)
            {
                throw new PictureException(
                    MessageCodes.PictureRescued, $"{error.Details} The picture is whole in {new FileName(rescued)}: move it from there.", error);
            }

            throw;
        }
    }

    /// <summary>Writes a picture into the first folder where that succeeds, under a new name.</summary>
    /// <returns>The file; null where it succeeds in no folder.</returns>
    internal static string? Rescue(Picture picture, string path, PictureWriteOptions? options, IReadOnlyList<string> folders)
    {
        foreach (var folder in folders.Where(f => f.Length > 0))
        {
            // The format of the file may be what failed; PNG takes every picture.
            foreach (var ending in new[] { Path.GetExtension(path), ".png" }.Distinct())
            {
                var file = Path.Combine(folder, $"atelier-{Guid.NewGuid():N}{ending}");
                try
                {
                    Write(picture, file, options, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                    return file;
                }
                catch (PictureException)
                {
                    // The first error is the one to report.
                }
            }
        }

        return null;
    }

    /// <summary>Writes a picture: see <see cref="Picture.Save(string, PictureWriteOptions?)"/>.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Quality and bit depth.</param>
    /// <param name="permissions">The permissions of the file; null for those that the system gives.</param>
    internal static void Write(Picture picture, string path, PictureWriteOptions? options, UnixFileMode? permissions = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= PictureWriteOptions.Default;
        var format = WriteTarget.Format(path);
        options.Validate(format);
        PictureEncoder.RequireSize(picture.Width, picture.Height, format, new FileName(path));
        try
        {
            AtomicFile.Write(path, stream => PictureEncoder.Encode(picture, format, options, stream), permissions: permissions);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or VipsException)
        {
            throw WriteTarget.NotWritten(path, error);
        }
    }

    /// <summary>Encodes a picture in memory: see <see cref="Picture.Encode"/>.</summary>
    /// <returns>The bytes of a file, from the first on.</returns>
    internal static MemoryStream Encoded(Picture picture, PictureFormat format, PictureWriteOptions? options)
    {
        options ??= PictureWriteOptions.Default;
        options.Validate(format);
        PictureEncoder.RequireSize(picture.Width, picture.Height, format, $"The picture");
        try
        {
            var stream = new MemoryStream();
            PictureEncoder.Encode(picture, format, options, stream);
            stream.Position = 0;
            return stream;
        }
        catch (Exception error) when (error is IOException or VipsException)
        {
            throw new PictureException(MessageCodes.Failed, $"The picture cannot be encoded as {format.Name()}: {Vips.LastLine(error)}.", error);
        }
    }

    /// <summary>Whether the format that a path's extension names has alpha; where it has none, pictures are laid over white.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PictureException">The format is unknown.</exception>
    public static bool KeepsTransparency(string path) => WriteTarget.Format(path).HasTransparency();

    /// <summary>Checks, before any work is done, whether a result can be written.</summary>
    /// <param name="path">The path of the result.</param>
    /// <param name="inputs">The files that must not be overwritten; links are followed.</param>
    /// <exception cref="PictureException">
    /// The format is unknown, the folder does not exist or cannot be written, the path is a directory or one of the inputs.
    /// </exception>
    public static void CheckTarget(string path, params IReadOnlyList<string> inputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(inputs);
        WriteTarget.Check(path, inputs, mustBePicture: true);
    }

    /// <summary>Checks, before any work is done, whether the format can hold a result of this size.</summary>
    /// <param name="path">The path of the result.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <exception cref="PictureException">The format is unknown, or a side is longer than it allows.</exception>
    public static void CheckSize(string path, int width, int height)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PictureEncoder.RequireSize(width, height, WriteTarget.Format(path), new FileName(path));
    }
}
