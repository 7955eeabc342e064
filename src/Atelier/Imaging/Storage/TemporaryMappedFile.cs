using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Atelier.Imaging.Storage;

/// <summary>
/// A file that is mapped into memory: what is not looked at need not be resident. It has no name once it is open, so that nothing is
/// left behind however the process ends, and all of it is reserved on the disk, so that a full one is noticed at once. 64-bit Linux
/// alone.
/// </summary>
internal sealed partial class TemporaryMappedFile : IDisposable
{
    private const long PageSize = 2 << 20;
    private const int NoSpace = 28; // ENOSPC
    private const int Interrupted = 4; // EINTR
    private const int ReadWrite = 3; // PROT_READ | PROT_WRITE
    private const int Shared = 1; // MAP_SHARED
    private const int Nothing = 0; // PROT_NONE
    private const int Reserved = 0x4022; // MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    private const int At = 0x10; // MAP_FIXED
    private const int DontNeed = 4; // MADV_DONTNEED

    private static readonly Lock Gate = new();
    private static readonly List<TemporaryMappedFile> Open = [];

    private readonly SafeFileHandle _file;
    private readonly nint _start;
    private readonly Dictionary<nint, long> _joined = []; // start → size

    private TemporaryMappedFile(SafeFileHandle file, long size, nint start)
    {
        (_file, Size, _start) = (file, size, start);
        lock (Gate)
        {
            Open.Add(this);
        }
    }

    private static OptionName Scratch => new("scratch");

    /// <summary>Whether this system has them.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Where it begins in memory.</summary>
    /// <exception cref="ObjectDisposedException">It is given back: to look there would end the process.</exception>
    public nint Start => _file.IsClosed ? throw new ObjectDisposedException(nameof(TemporaryMappedFile), "The file is given back, and what lay in it is gone.") : _start;

    /// <summary>Its size in bytes.</summary>
    public long Size { get; }

    /// <summary>The bytes that are free on the disk of a folder.</summary>
    public static long FreeBytes(string folder) => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    /// <summary>Refuses a folder that no such file can be made in.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="StylizeException">It is missing, is no folder, lies in memory, or cannot be written to.</exception>
    public static void Check(string folder)
    {
        if (!IsSupported)
        {
            throw Fault($"{Scratch} needs 64-bit Linux: leave it out, and give {new OptionName("memory")} or a smaller {new OptionName("size")}.");
        }

        Create(folder, 1).Dispose();
    }

    /// <summary>Makes one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="bytes">The least size.</param>
    /// <exception cref="StylizeException">The folder is missing, is no folder, lies in memory, cannot be written to, or is full.</exception>
    public static TemporaryMappedFile Create(string folder, long bytes)
    {
        var size = (bytes + PageSize - 1) / PageSize * PageSize;
        var name = new FileName(folder);
        var path = Path.Combine(folder, $"atelier-{Environment.ProcessId}-{Guid.NewGuid():N}.scratch");
        if (!Directory.Exists(folder))
        {
            throw Fault(File.Exists(folder)
                ? (FormattableString)$"{Scratch} {name} is a file, not a folder; name a folder on a disk."
                : $"{Scratch} {name}: there is no such folder; make it, or name another.");
        }

        if (new DriveInfo(Path.GetFullPath(folder)).DriveFormat is "tmpfs" or "ramfs")
        {
            throw Fault($"{Scratch} {name} lies in memory (tmpfs), not on a disk: name a folder on a disk.");
        }

        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fault($"{Scratch} {name} cannot be written to ({PictureFile.Reason(error, path)}): name a folder that can.", error);
        }

        int failed;
        do
        {
            failed = Allocate(file.DangerousGetHandle().ToInt32(), 0, size);
        }
        while (failed == Interrupted); // by a signal, of which .NET has its own

        var start = failed == 0 ? Map(0, (nuint)size, ReadWrite, Shared, file.DangerousGetHandle().ToInt32(), 0) : -1;
        if (start == -1)
        {
            file.Dispose();
            throw Fault(failed == NoSpace
                ? (FormattableString)$"{Scratch} {name} is full: {MemorySize.Text(size)} are needed, {MemorySize.Text(FreeBytes(folder))} are free; free some, or name another folder."
                : $"{Scratch} {name}: no file of {MemorySize.Text(size)} can be had there (error {(failed == 0 ? Marshal.GetLastPInvokeError() : failed)}); name another folder.");
        }

        return new TemporaryMappedFile(file, size, start);
    }

    private static StylizeException Fault(FormattableString text, Exception? error = null) =>
        new(new Message(MessageCodes.OptionInvalid, text, Scratch.Name), error);

    /// <summary>Lets go of what is resident of all of them. It stays in them, and comes back when it is looked at.</summary>
    public static void EvictPages()
    {
        lock (Gate)
        {
            foreach (var file in Open)
            {
                _ = Advise(file._start, (nuint)file.Size, DontNeed);
                foreach (var (start, size) in file._joined)
                {
                    _ = Advise(start, (nuint)size, DontNeed);
                }
            }
        }
    }

    /// <summary>Maps some parts of the file a second time, side by side, so that what is too large for each of them finds room in all together.</summary>
    /// <param name="parts">Whole pages of 2 MiB.</param>
    /// <returns>Where they begin in memory; 0 where the system has no place for them.</returns>
    public nint Join(IReadOnlyList<(long Start, long Size)> parts)
    {
        var size = parts.Sum(p => p.Size);
        var place = Map(0, (nuint)size, Nothing, Reserved, -1, 0);
        if (place == -1)
        {
            return 0;
        }

        var next = place;
        foreach (var part in parts)
        {
            if (Map(next, (nuint)part.Size, ReadWrite, Shared | At, _file.DangerousGetHandle().ToInt32(), (nint)part.Start) == -1)
            {
                _ = Unmap(place, (nuint)size);
                return 0;
            }

            next += (nint)part.Size;
        }

        lock (Gate)
        {
            _joined.Add(place, size);
        }

        return place;
    }

    /// <summary>Ends what <see cref="Join"/> began; the parts keep what they hold.</summary>
    /// <param name="place">Where they begin in memory.</param>
    public void Part(nint place)
    {
        lock (Gate)
        {
            if (_joined.Remove(place, out var size))
            {
                _ = Unmap(place, (nuint)size);
            }
        }
    }

    /// <summary>Gives it back. Nobody may look at it any more.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (Open.Remove(this))
            {
                _ = Unmap(_start, (nuint)Size);
                foreach (var (start, size) in _joined)
                {
                    _ = Unmap(start, (nuint)size);
                }

                _file.Dispose();
            }
        }
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
