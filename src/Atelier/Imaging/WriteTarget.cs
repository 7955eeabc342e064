namespace Atelier.Imaging;

/// <summary>Checks of a path before a file is written there.</summary>
internal static class WriteTarget
{
    private static readonly StringComparison PathComparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The format of the extension.</summary>
    /// <exception cref="PictureException">The extension is unknown or missing.</exception>
    public static PictureFormat Format(string path) =>
        PictureFormats.FromExtension(path) ?? throw new PictureException(
            MessageCodes.FileNotWritten,
            $"{new FileName(path)} has no known picture format: expected a name that ends in {PictureFormats.KnownExtensions}, found '{Quoted.Line(Path.GetExtension(path))}'.");

    /// <summary>The error for a file that could not be written.</summary>
    public static PictureException NotWritten(string path, Exception error)
    {
        var name = new FileName(path);
        if (error is DirectoryNotFoundException)
        {
            return MissingFolder(name, Path.GetDirectoryName(Path.GetFullPath(path))!, error);
        }

        var rest = File.Exists(path) ? "; the file that is there is unchanged" : "";
        return new PictureException(MessageCodes.FileNotWritten, $"{name} cannot be written: {Reason(error, path)}{rest}; {Advice(error)}.", error);
    }

    /// <summary>Checks a path as <see cref="PictureWriter.CheckTarget"/> does.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="inputs">The files that must not be overwritten; links are followed.</param>
    /// <param name="temporary">
    /// Gives the name under which the file is written, where that is made of its own name (see <see cref="AtomicFile.Write"/>).
    /// </param>
    /// <param name="mustBePicture">Whether the extension must be that of a picture.</param>
    public static void Check(string path, IReadOnlyList<string> inputs, Func<string, string>? temporary = null, bool mustBePicture = false)
    {
        var name = new FileName(path);
        if (Directory.Exists(path))
        {
            throw new PictureException(MessageCodes.FileNotWritten, $"{name} is a directory; give the name of a file in it.");
        }

        if (mustBePicture)
        {
            _ = Format(path);
        }

        try
        {
            var target = PictureFile.Resolve(path);
            RequireNoInput(target, inputs, name);
            RequireWritableFolder(Path.GetDirectoryName(target)!, name);
            RequireUsableName(target, temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PictureException(MessageCodes.FileNotWritten, $"{name} cannot be written: {Reason(error, path)}; {Advice(error)}.", error);
        }
    }

    private static string Reason(Exception error, string path) => error switch
    {
        UnauthorizedAccessException => "permission denied",
        PathTooLongException => "the file system takes no name that long",
        _ => PictureFile.Reason(error, path),
    };

    private static string Advice(Exception error) =>
        error is PathTooLongException ? "give a shorter name" : IsFull(error) ? "free some space, or choose another place" : "choose another place";

    // ENOSPC, EFBIG, EDQUOT, as .NET has them on Unix; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL on Windows.
    private static bool IsFull(Exception error) => error.HResult is 28 or 27 or 122 or unchecked((int)0x80070027) or unchecked((int)0x80070070)
        || error.InnerException is ArgumentOutOfRangeException;

    private static PictureException MissingFolder(FileName name, string folder, Exception? error = null) =>
        new(MessageCodes.FileNotWritten, $"{name} cannot be written: the folder {new FileName(folder)} does not exist; create it first.", error);

    private static void RequireNoInput(string target, IReadOnlyList<string> inputs, FileName name)
    {
        foreach (var input in inputs)
        {
            if (!string.IsNullOrEmpty(input) && string.Equals(PictureFile.Resolve(input), target, PathComparison))
            {
                throw new PictureException(MessageCodes.FileNotWritten, $"{name} is the input {new FileName(input)} itself; give the result another name.");
            }
        }
    }

    private static void RequireWritableFolder(string folder, FileName name)
    {
        var folderName = new FileName(folder);
        if (!Directory.Exists(folder))
        {
            throw File.Exists(folder)
                ? new PictureException(MessageCodes.FileNotWritten, $"{name} cannot be written: {folderName} is a file, not a folder; choose another folder.")
                : MissingFolder(name, folder);
        }

        try
        {
            // Permissions do not tell all (read-only mounts, quotas, root): only a file does.
            using var probe = new FileStream(
                AtomicFile.TemporaryName(folder), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PictureException(
                MessageCodes.FileNotWritten, $"{name} cannot be written: no file can be created in the folder {folderName}; choose another folder.", error);
        }
    }

    // A name may be too long, or have characters that the file system of this folder does not take. Whether it does is tried in a folder
    // of its own, where no file of the user can be in the way. A kill in that moment leaves the folder, which is better than the other ways: an
    // empty file of the final name would look like a result, and a name that is only looked up is proven by no file system that checks the
    // characters where a file is created, as FAT does under Linux.
    private static void RequireUsableName(string target, Func<string, string>? temporary)
    {
        if (File.Exists(target))
        {
            return;
        }

        var folder = Directory.CreateDirectory(AtomicFile.TemporaryName(Path.GetDirectoryName(target)!));
        try
        {
            foreach (var name in new[] { Path.GetFileName(target), Path.GetFileName(temporary?.Invoke(target) ?? target) }.Distinct())
            {
                new FileStream(Path.Combine(folder.FullName, name), FileMode.CreateNew, FileAccess.Write).Dispose();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
