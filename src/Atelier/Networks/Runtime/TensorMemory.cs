namespace Atelier.Networks.Runtime;

/// <summary>
/// The memory of large tensors. A C library gives every large block back to the system when it is freed, so that each step
/// of an optimisation faults hundreds of megabytes of fresh, zeroed pages in again; made to keep them, it lays small blocks
/// between them, and the process grows to several times what it uses. Here large blocks have a region to themselves, and
/// what is freed waits for the next step.
/// </summary>
internal static class TensorMemory
{
    /// <summary>Tensors of fewer bytes are left to the C library.</summary>
    public const long SmallestBlock = 1 << 20;

    private static readonly Lock Gate = new();

    // Addresses, not memory: more than the machine has, so that what is in pieces never fills it.
    private static readonly long RegionSize = LargePages.RoundUp(4 * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    private static readonly FreeList Blocks = new(RegionSize);
    private static readonly Lazy<nint> Region = new(() => LargePages.Reserve(RegionSize));

    /// <summary>Whether the system gave the region.</summary>
    public static bool IsAvailable => Region.Value != 0;

    /// <summary>The bytes that tensors use now.</summary>
    public static long InUse
    {
        get
        {
            lock (Gate)
            {
                return Blocks.InUse;
            }
        }
    }

    /// <summary>A block for so many bytes, or 0 where the system gives none.</summary>
    public static nint Take(long bytes)
    {
        var size = LargePages.RoundUp(bytes);
        lock (Gate)
        {
            return IsAvailable && Blocks.Take(size) is { } start ? Region.Value + (nint)start : 0;
        }
    }

    /// <summary>Takes a block back, if it is one of these.</summary>
    public static bool TryReturn(nint block)
    {
        lock (Gate)
        {
            return IsAvailable && Blocks.TryReturn(block - Region.Value);
        }
    }

    /// <summary>Gives what waits back to the system: before a scale of other sizes, and after a run.</summary>
    public static void Trim()
    {
        lock (Gate)
        {
            foreach (var (start, size) in Blocks.Free)
            {
                LargePages.Empty(Region.Value + (nint)start, size);
            }
        }
    }
}
