using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Atelier.Networks.Runtime;

/// <summary>Loads a native library from bytes in memory (Linux).</summary>
internal static partial class MemoryLibrary
{
    /// <summary>Loads the bytes without touching the disk, or through a temporary file where the system refuses that.</summary>
    /// <exception cref="DllNotFoundException">The library does not load.</exception>
    public static IntPtr Load(string name, byte[] image)
    {
        var descriptor = CreateMemoryFile(name, flags: 0);
        if (descriptor < 0)
        {
            return LoadFromTemporaryFile(name, image);
        }

        // The loader maps the file; once it has, the descriptor can be closed.
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.Write(handle, image, fileOffset: 0);
        return NativeLibrary.TryLoad($"/proc/self/fd/{descriptor}", out var library) ? library : LoadFromTemporaryFile(name, image);
    }

    private static IntPtr LoadFromTemporaryFile(string name, byte[] image)
    {
        var folder = Directory.CreateTempSubdirectory("atelier-");
        try
        {
            var path = Path.Combine(folder.FullName, $"lib{name}.so");
            File.WriteAllBytes(path, image);
            return NativeLibrary.Load(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateMemoryFile(string name, uint flags);
}
