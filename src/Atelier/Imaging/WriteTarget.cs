namespace Atelier.Imaging;

/// <summary>What can be known of a place before something is written there.</summary>
internal static class WriteTarget
{
    private static readonly StringComparison PathComparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The format that the extension asks for.</summary>
    /// <exception cref="PictureException">The extension is unknown or missing.</exception>
    public static PictureFormat Format(string path) =>
        PictureFormats.FromExtension(path) ?? throw new PictureException(
            $"{PictureFile.Quote(path)} has no known picture format: expected a name that ends in {PictureFormats.KnownExtensions}, found '{PictureFile.Printable(Path.GetExtension(path))}'.");

    /// <summary>The error for a file that could not be written.</summary>
    public static PictureException NotWritten(string path, Exception error)
    {
        var reason = error is UnauthorizedAccessException ? "permission denied" : PictureFile.Reason(error, path);
        var rest = File.Exists(path) ? "; the file that is there is unchanged" : "";
        return new PictureException($"{PictureFile.Quote(path)} cannot be written: {reason}{rest}; free some space, or choose another place.", error);
    }

    /// <inheritdoc cref="PictureWriter.CheckTarget"/>
    public static void Check(string path, IReadOnlyList<string> inputs) => Check(path, inputs, mustBePicture: true);

    /// <summary>The same for a file that need not be a picture.</summary>
    public static void CheckFile(string path, IReadOnlyList<string> inputs) => Check(path, inputs, mustBePicture: false);

    private static void Check(string path, IReadOnlyList<string> inputs, bool mustBePicture)
    {
        var name = PictureFile.Quote(path);
        if (Directory.Exists(path))
        {
            throw new PictureException($"{name} is a directory; give the name of a file in it.");
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
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PictureException($"{name} cannot be written: {PictureFile.Reason(error, path)}; choose another place.", error);
        }
    }

    private static void RequireNoInput(string target, IReadOnlyList<string> inputs, string name)
    {
        foreach (var input in inputs)
        {
            if (!string.IsNullOrEmpty(input) && string.Equals(PictureFile.Resolve(input), target, PathComparison))
            {
                throw new PictureException($"{name} is the input {PictureFile.Quote(input)} itself; give the result another name.");
            }
        }
    }

    private static void RequireWritableFolder(string folder, string name)
    {
        var folderName = PictureFile.Quote(folder);
        if (!Directory.Exists(folder))
        {
            throw new PictureException(File.Exists(folder)
                ? $"{name} cannot be written: {folderName} is a file, not a folder; choose another folder."
                : $"{name} cannot be written: the folder {folderName} does not exist; create it first.");
        }

        try
        {
            // Permissions are only half of the truth (read-only mounts, quotas, root), so it is tried.
            using var probe = new FileStream(
                AtomicFile.TemporaryName(folder), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PictureException($"{name} cannot be written: no file can be created in the folder {folderName}; choose another folder.", error);
        }
    }
}
