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
    private const int NoSpace = 28; // ENOSPC
    private const int Interrupted = 4; // EINTR
    private const int ReadWrite = 3; // PROT_READ | PROT_WRITE
    private const int Shared = 1; // MAP_SHARED
    private const int DontNeed = 4; // MADV_DONTNEED

    private static readonly Lock Gate = new();
    private static readonly Dictionary<nint, TemporaryMappedFile> Open = []; // by start

    private readonly nint _start;
    private bool _isGivenBack;

    private TemporaryMappedFile(long size, nint start)
    {
        (Size, _start) = (size, start);
        lock (Gate)
        {
            Open.Add(start, this);
        }
    }

    private static OptionName Scratch => new("scratch");

    /// <summary>Whether this system has them.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Where it begins in memory.</summary>
    /// <exception cref="ObjectDisposedException">It is given back: to look there would end the process.</exception>
    public nint Start => _isGivenBack ? throw new ObjectDisposedException(nameof(TemporaryMappedFile), "The file is given back, and what lay in it is gone.") : _start;

    /// <summary>Its size in bytes.</summary>
    public long Size { get; }

    /// <summary>The bytes that are free on the disk of a folder.</summary>
    public static long FreeBytes(string folder) => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    /// <summary>The one that begins there in memory.</summary>
    public static TemporaryMappedFile At(nint start)
    {
        lock (Gate)
        {
            return Open[start];
        }
    }

    /// <summary>Refuses a folder that no such file can be made in.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="bytes">What there must be room for.</param>
    /// <exception cref="StylizeException">It is missing, is no folder, lies in memory, cannot be written to, or is full.</exception>
    public static void Check(string folder, long bytes = 2 << 20)
    {
        if (!IsSupported)
        {
            throw Fault($"{Scratch} needs 64-bit Linux: leave it out, and give {new OptionName("memory")} or a smaller {new OptionName("size")}.");
        }

        Create(folder, bytes).Dispose();
    }

    /// <summary>Makes one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="size">The size in bytes.</param>
    /// <exception cref="StylizeException">The folder is missing, is no folder, lies in memory, cannot be written to, or is full.</exception>
    public static TemporaryMappedFile Create(string folder, long size)
    {
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

        SafeFileHandle opened;
        try
        {
            opened = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fault($"{Scratch} {name} cannot be written to ({PictureFile.Reason(error, path)}): name a folder that can.", error);
        }

        using var file = opened; // its mapping needs it no longer
        int failed;
        do
        {
            failed = Allocate(file.DangerousGetHandle().ToInt32(), 0, size);
        }
        while (failed == Interrupted); // by a signal, of which .NET has its own

        var start = failed == 0 ? Map(0, (nuint)size, ReadWrite, Shared, file.DangerousGetHandle().ToInt32(), 0) : -1;
        if (start == -1)
        {
            throw Fault(failed == NoSpace
                ? (FormattableString)$"{Scratch} {name} is full: {MemorySize.Text(size)} are needed, {MemorySize.Text(FreeBytes(folder))} are free; free some, or name another folder."
                : $"{Scratch} {name}: no file of {MemorySize.Text(size)} can be had there (error {(failed == 0 ? Marshal.GetLastPInvokeError() : failed)}); name another folder.");
        }

        return new TemporaryMappedFile(size, start);
    }

    private static StylizeException Fault(FormattableString text, Exception? error = null) =>
        new(new Message(MessageCodes.OptionInvalid, text, Scratch.Name), error);

    /// <summary>Lets go of what is resident of all of them. It stays in them, and comes back when it is looked at.</summary>
    public static void EvictPages()
    {
        lock (Gate)
        {
            foreach (var (start, file) in Open)
            {
                _ = Advise(start, (nuint)file.Size, DontNeed);
            }
        }
    }

    /// <summary>Gives it back. Nobody may look at it any more.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (!_isGivenBack)
            {
                _isGivenBack = Open.Remove(_start);
                _ = Unmap(_start, (nuint)Size);
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
