using System.Runtime.InteropServices;

namespace Atelier.Networks.Runtime;

/// <summary>
/// Settings of the C library's allocator (glibc). Left alone, it gives every large feature map back to the system and asks
/// for fresh, zeroed pages at the next step, which costs several times what a ReLU or a pooling does.
/// </summary>
internal static partial class NativeMemory
{
    private const int TrimThreshold = -1; // M_TRIM_THRESHOLD
    private const int TopPad = -2; // M_TOP_PAD
    private const int MmapMax = -4; // M_MMAP_MAX
    private const int ArenaMax = -8; // M_ARENA_MAX

    /// <summary>Keeps freed memory for the next step. To be called before libtorch allocates.</summary>
    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MmapMax, 0);
            _ = SetOption(TrimThreshold, int.MaxValue);
            _ = SetOption(TopPad, 64 << 20);
            _ = SetOption(ArenaMax, 1);
            _ = SetEnvironment("THP_MEM_ALLOC_ENABLE", "1", overwrite: 0); // libtorch then asks for pages of 2 MB
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library (musl): it works, only slower.
        }
    }

    /// <summary>Gives freed memory back to the system. To be called after a run.</summary>
    public static void Release()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // As above: another C library trims by itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
