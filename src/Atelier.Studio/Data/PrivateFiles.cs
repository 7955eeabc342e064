using System.Runtime.InteropServices;

namespace Atelier.Studio.Data;

/// <summary>Keeps files from other users of the machine. Windows keeps a user's folders private by itself.</summary>
internal static partial class PrivateFiles
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>From now on, every file and folder that this process makes is its user's alone: SQLite's files and checkpoints, too.</summary>
    public static void MakeAll()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetMask((uint)Others);
        }
    }

    /// <summary>Takes a file or folder from others; what a symbolic link leads to is left alone.</summary>
    public static void Tighten(FileSystemInfo entry)
    {
        if (OperatingSystem.IsWindows() || (entry.UnixFileMode & Others) == 0 || entry.LinkTarget is not null)
        {
            return;
        }

        try
        {
            entry.UnixFileMode &= ~Others;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Some file systems have no such modes, and another user's entry is that user's own business.
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint SetMask(uint mask);
}
