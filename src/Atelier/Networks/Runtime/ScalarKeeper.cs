using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Atelier.Networks.Runtime;

/// <summary>
/// Frees TorchSharp's scalars a moment later than it asks for. It hands libtorch the address of a scalar that nothing refers to any more:
/// where .NET collects between the look at the address and libtorch's, a finalizer frees what libtorch is about to read, and the call
/// fails or computes with another number. Libtorch reads it within microseconds.
/// </summary>
/// <remarks>
/// The function of TorchSharp's library that frees a scalar is made to jump here. On 64-bit Linux on x86 alone; elsewhere nothing changes.
/// </remarks>
internal static unsafe partial class ScalarKeeper
{
    // Longer than a thread may have to wait for a processor on a busy machine.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private const int ReadWriteExecute = 7;
    private const int ReadExecute = 5;

    private static readonly ConcurrentQueue<(nint Scalar, long Since)> Waiting = new();
    private static delegate* unmanaged<nint, void> _delete;

    /// <summary>Installs it.</summary>
    /// <param name="torchSharp">TorchSharp's own library, loaded.</param>
    public static void Install(nint torchSharp)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64
            || !NativeLibrary.TryGetExport(torchSharp, "THSTorch_dispose_scalar", out var free)
            || !NativeLibrary.TryGetExport(torchSharp, "_ZdlPv", out var delete)) // C++'s delete, by which the function frees
        {
            return;
        }

        _delete = (delegate* unmanaged<nint, void>)delete;
        Span<byte> jump = [0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xE0]; // mov rax, address; jmp rax
        BinaryPrimitives.WriteInt64LittleEndian(jump[2..], (nint)(delegate* unmanaged<nint, void>)&Free);
        var page = free & ~(nint)(Environment.SystemPageSize - 1);
        var length = (nuint)(free + jump.Length - page);
        if (Protect(page, length, ReadWriteExecute) == 0)
        {
            jump.CopyTo(new Span<byte>((void*)free, jump.Length));
            _ = Protect(page, length, ReadExecute);
        }
    }

    [UnmanagedCallersOnly]
    private static void Free(nint scalar)
    {
        var now = Stopwatch.GetTimestamp();
        Waiting.Enqueue((scalar, now));
        while (Waiting.TryPeek(out var oldest) && Stopwatch.GetElapsedTime(oldest.Since, now) > Delay && Waiting.TryDequeue(out oldest))
        {
            _delete(oldest.Scalar); // another thread may have taken the one that was looked at: then the next, a little younger
        }
    }

    [LibraryImport("libc", EntryPoint = "mprotect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Protect(nint start, nuint bytes, int protection);
}
