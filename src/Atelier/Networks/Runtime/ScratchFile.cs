using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Atelier.Networks.Runtime;

/// <summary>
/// Memory for tensors that lies in a file: what is not looked at need not be resident. The file has no name once it is open, so
/// that nothing is left behind however the process ends. 64-bit Linux alone.
/// </summary>
internal sealed partial class ScratchFile : IDisposable
{
    private const int NoSpace = 28; // ENOSPC
    private const int ReadWrite = 3; // PROT_READ | PROT_WRITE
    private const int Shared = 1; // MAP_SHARED
    private const int DontNeed = 4; // MADV_DONTNEED

    private static readonly Lock Gate = new();
    private static readonly List<ScratchFile> Open = [];

    [ThreadStatic]
    private static ScratchFile? _taking;

    private readonly SafeFileHandle _file;
    private readonly BlockList _blocks;
    private readonly long _size;
    private readonly nint _start;

    private ScratchFile(SafeFileHandle file, long size, nint start)
    {
        (_file, _size, _start) = (file, size, start);
        _blocks = new BlockList(size);
        lock (Gate)
        {
            Open.Add(this);
        }
    }

    /// <summary>Whether this system has them.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess && TensorMemory.IsAvailable;

    /// <summary>The bytes that tensors use of it now.</summary>
    public long InUse
    {
        get
        {
            lock (Gate)
            {
                return _blocks.InUse;
            }
        }
    }

    /// <summary>Refuses a folder that a scratch file cannot be made in.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="StylizeException">It is missing, is no folder, lies in memory, or cannot be written to.</exception>
    public static void Check(string folder)
    {
        if (!IsSupported)
        {
            throw new StylizeException("--scratch needs 64-bit Linux: leave it out, and give --memory or a smaller --size.");
        }

        Create(folder, LargePages.RoundUp(1)).Dispose();
    }

    /// <summary>The bytes that are free on the disk of a folder.</summary>
    public static long FreeBytes(string folder) => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    /// <summary>Makes one of a size, all of which is reserved on the disk.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="bytes">The size.</param>
    /// <exception cref="StylizeException">The folder is missing, is no folder, lies in memory, cannot be written to, or is full.</exception>
    public static ScratchFile Create(string folder, long bytes)
    {
        var size = LargePages.RoundUp(bytes);
        var path = Path.Combine(folder, $"atelier-{Environment.ProcessId}-{Guid.NewGuid():N}.scratch");
        if (!Directory.Exists(folder))
        {
            throw new StylizeException($"--scratch {folder}: there is no such folder; make it, or name another.");
        }

        if (new DriveInfo(Path.GetFullPath(folder)).DriveFormat is "tmpfs" or "ramfs")
        {
            throw new StylizeException($"--scratch {folder} lies in memory (tmpfs), not on a disk: name a folder on a disk.");
        }

        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StylizeException($"--scratch {folder} cannot be written to ({error.Message.TrimEnd('.')}): name a folder that can.", error);
        }

        var failed = Allocate(file.DangerousGetHandle().ToInt32(), 0, size);
        var start = failed == 0 ? Map(0, (nuint)size, ReadWrite, Shared, file.DangerousGetHandle().ToInt32(), 0) : -1;
        if (start == -1)
        {
            file.Dispose();
            throw new StylizeException(failed == NoSpace
                ? $"--scratch {folder} is full: {Text(size)} are needed, {Text(FreeBytes(folder))} are free; free some, or name another folder."
                : $"--scratch {folder}: no file of {Text(size)} can be had there (error {(failed == 0 ? Marshal.GetLastPInvokeError() : failed)}); name another folder.");
        }

        return new ScratchFile(file, size, start);
    }

    /// <summary>
    /// Until the result is disposed, large tensors that this thread makes lie in the file, as long as there is room.
    /// </summary>
    public IDisposable Taking()
    {
        var before = _taking;
        _taking = this;
        return new Until(() => _taking = before);
    }

    /// <summary>A block for so many bytes where this thread takes from a file that has room; else 0.</summary>
    public static nint Take(long bytes)
    {
        if (_taking is not { } file)
        {
            return 0;
        }

        lock (Gate)
        {
            return file._blocks.Take(LargePages.RoundUp(bytes)) is { } start ? file._start + (nint)start : 0;
        }
    }

    /// <summary>Takes a block back, if it is one of any file.</summary>
    public static bool TryReturn(nint block)
    {
        lock (Gate)
        {
            foreach (var file in Open)
            {
                if (block >= file._start && block < file._start + file._size)
                {
                    return file._blocks.TryReturn(block - file._start);
                }
            }

            return false;
        }
    }

    /// <summary>Lets go of what is resident of all files. It stays in them, and comes back when it is looked at.</summary>
    public static void Rest()
    {
        lock (Gate)
        {
            foreach (var file in Open)
            {
                _ = Advise(file._start, (nuint)file._size, DontNeed);
            }
        }
    }

    /// <summary>Gives the file back. No tensor may be left in it.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (Open.Remove(this))
            {
                _ = Unmap(_start, (nuint)_size);
                _file.Dispose();
            }
        }
    }

    private static string Text(long bytes) => MemorySize.Text(bytes);

    private sealed class Until(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int Allocate(int file, long offset, long bytes);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint start, nuint bytes);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nuint bytes, int advice);
}
