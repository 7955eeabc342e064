using System.Runtime.InteropServices;

namespace Atelier.Networks.Runtime;

/// <summary>A region of memory straight from Linux, in pages of 2 MB where it grants them.</summary>
internal static partial class LargePages
{
    private const long PageSize = 2 << 20;
    private const int ReadWrite = 3; // PROT_READ | PROT_WRITE
    private const int AddressesOnly = 0x4022; // MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    private const int DontNeed = 4; // MADV_DONTNEED
    private const int UseLargePages = 14; // MADV_HUGEPAGE

    /// <summary>A size in whole pages.</summary>
    public static long RoundUp(long bytes) => (bytes + PageSize - 1) / PageSize * PageSize;

    /// <summary>Addresses aligned to pages, which become memory where they are first written; 0 where the system refuses.</summary>
    public static nint Reserve(long size)
    {
        var mapped = Map(0, (nuint)(size + PageSize), ReadWrite, AddressesOnly, -1, 0);
        if (mapped == -1)
        {
            return 0;
        }

        var start = (nint)RoundUp(mapped);
        _ = Advise(start, (nuint)size, UseLargePages); // where it is refused, small pages do as well, only slower
        return start;
    }

    /// <summary>Gives the memory behind some addresses back. They stay reserved.</summary>
    public static void Empty(nint start, long size) => _ = Advise(start, (nuint)size, DontNeed);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nuint bytes, int advice);
}
