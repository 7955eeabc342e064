using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Atelier.Studio.Pictures;

/// <summary>Brings the names in a folder to the disk.</summary>
internal static partial class FolderSync
{
    /// <summary>
    /// After a move the file's content is on the disk, but on Linux and macOS its name may not be until the folder is. Windows
    /// keeps the two together.
    /// </summary>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsWindows() && Open(folder, 0) is var descriptor and >= 0)
        {
            using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
            try
            {
                RandomAccess.FlushToDisk(handle);
            }
            catch (IOException)
            {
                // The file is whole and in its folder. The system brings the name to the disk later, too.
            }
        }
    }

    // .NET opens no folders.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
