using System.Runtime.InteropServices;

namespace Atelier.Networks.Runtime;

/// <summary>
/// Settings of the C library's allocator (glibc). Left alone, it gives every large feature map back to the system and asks
/// for fresh, zeroed pages at the next step, which costs several times what a ReLU or a pooling does. But memory that is
/// kept comes in pieces, and the process grows to twice what it uses; so that is done for small pictures only.
/// </summary>
internal static partial class NativeMemory
{
    private const int TrimThreshold = -1; // M_TRIM_THRESHOLD
    private const int TopPad = -2; // M_TOP_PAD
    private const int MmapThreshold = -3; // M_MMAP_THRESHOLD
    private const int MmapMax = -4; // M_MMAP_MAX
    private const int ArenaMax = -8; // M_ARENA_MAX

    private const long MostPixelsToKeep = 512 * 512;

    /// <summary>Settings that cannot change later. To be called before libtorch allocates.</summary>
    public static void Start()
    {
        IfThere(() =>
        {
            _ = SetEnvironment("THP_MEM_ALLOC_ENABLE", "1", overwrite: 0); // libtorch then asks for pages of 2 MB
            _ = SetOption(TrimThreshold, int.MaxValue);
            _ = SetOption(TopPad, 64 << 20);
            _ = SetOption(ArenaMax, 1);
            _ = SetOption(MmapThreshold, 1 << 20);
        });
        PrepareFor(pixels: 0);
    }

    /// <summary>Chooses between speed and a small process for the steps to come, and gives back what the last ones left.</summary>
    /// <param name="pixels">The number of pixels of the picture.</param>
    public static void PrepareFor(long pixels) => IfThere(() =>
    {
        _ = SetOption(MmapMax, pixels <= MostPixelsToKeep ? 0 : 65536);
        _ = Trim(0);
    });

    /// <summary>Gives freed memory back to the system. To be called after a run.</summary>
    public static void Release() => IfThere(() => _ = Trim(0));

    private static void IfThere(Action call)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            call();
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library (musl): it works, only slower.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
