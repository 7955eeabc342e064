namespace Atelier.Imaging;

/// <summary>Writes files that appear whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a temporary file in the same folder and renames it.</summary>
    /// <param name="path">The path; where it is a symbolic link, the file that it leads to is written.</param>
    /// <param name="write">Writes the content to a stream that can seek and be read.</param>
    /// <param name="temporary">
    /// The name of the temporary file, for a file that is written again and again, so that the next write replaces the remains of a
    /// killed process. Null for a new name.
    /// </param>
    /// <param name="permissions">The permissions of the file, on Unix; null for those of the file that it replaces, or the usual.</param>
    /// <exception cref="IOException">The file cannot be written; the temporary file is deleted, an earlier file unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">As above, for want of permission.</exception>
    public static void Write(string path, Action<Stream> write, string? temporary = null, UnixFileMode? permissions = null)
    {
        var target = PictureFile.Resolve(path);
        var mode = temporary is null ? FileMode.CreateNew : FileMode.Create;
        temporary ??= TemporaryName(Path.GetDirectoryName(target)!);
        try
        {
            using (var stream = Create(temporary, mode, permissions ?? PermissionsOf(target)))
            {
                write(stream);

                // To the disk, not to the system's memory: else a power cut after the move could leave an empty file.
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error)
        {
            Delete(temporary);
            if (error is ArgumentOutOfRangeException)
            {
                // So .NET reports the system's EFBIG: FAT32 ends at 4 GB, and a quota may end earlier.
                throw new IOException("the file would be larger than the file system allows", error);
            }

            throw;
        }
    }

    /// <summary>A name in a folder that no file has.</summary>
    public static string TemporaryName(string folder) => Path.Combine(folder, $".atelier-{Guid.NewGuid():N}.tmp");

    // The successor of a file that only its owner may read must not be readable by others, not even while it is written.
    private static FileStream Create(string path, FileMode mode, UnixFileMode? permissions)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (OperatingSystem.IsWindows() || permissions is null)
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = permissions.Value & (UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var stream = new FileStream(path, options);
        try
        {
            // Some file systems know no permissions, and refuse to set any.
            if (File.GetUnixFileMode(stream.SafeFileHandle) != permissions)
            {
                File.SetUnixFileMode(stream.SafeFileHandle, permissions.Value);
            }

            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static UnixFileMode? PermissionsOf(string path) => !OperatingSystem.IsWindows() && File.Exists(path) ? File.GetUnixFileMode(path) : null;

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error says more than this one would.
        }
    }
}
