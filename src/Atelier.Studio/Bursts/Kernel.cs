using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Atelier.Studio.Bursts;

/// <summary>
/// The calls of Linux that answering takes. .NET's own sockets say of a send that went half way only that it would have to wait, and have a thread
/// of their own woken for each that waits.
/// </summary>
internal static unsafe partial class Kernel
{
    /// <summary>Something can be received, or the other side sends no more.</summary>
    public const short Readable = 1;

    /// <summary>Something can be sent.</summary>
    public const short Writable = 4;

    /// <summary>It would have to wait.</summary>
    public const int Again = 11;

    private const int Interrupted = 4;
    private const int CloseOnExecute = 0x80000;
    private const int NonBlocking = 0x800;
    private const int MostParts = 16;

    /// <summary>Whether this system has them.</summary>
    public static bool IsThere => OperatingSystem.IsLinux();

    /// <summary>Waits until one of them is as is asked of it.</summary>
    /// <param name="asked">What is asked; those with a negative number are passed over.</param>
    /// <param name="milliseconds">For how long at most; -1 for ever.</param>
    /// <returns>How many are.</returns>
    public static int Poll(Span<PollEntry> asked, int milliseconds)
    {
        fixed (PollEntry* first = asked)
        {
            var count = poll(first, (nuint)asked.Length, milliseconds);
            if (count < 0 && Marshal.GetLastPInvokeError() is not Interrupted and var error)
            {
                throw new IOException($"Waiting for connections failed with error {error}.");
            }

            return Math.Max(count, 0);
        }
    }

    /// <summary>Receives what is there, without waiting.</summary>
    /// <returns>How many bytes, 0 where the other side sends no more; or the number of an error, negative.</returns>
    public static int Receive(SafeHandle socket, Span<byte> into)
    {
        fixed (byte* first = into)
        {
            while (true)
            {
                var count = recv(socket, first, (nuint)into.Length, 0);
                if (count >= 0)
                {
                    return (int)count;
                }

                if (Marshal.GetLastPInvokeError() is not Interrupted and var error)
                {
                    return -error;
                }
            }
        }
    }

    /// <summary>Sends the first parts of a sequence in one go, as much of it as there is room for, without waiting.</summary>
    /// <returns>How many bytes; or the number of an error, negative.</returns>
    public static int Send(SafeHandle socket, in ReadOnlySequence<byte> bytes)
    {
        var parts = stackalloc Part[MostParts];
        var pins = default(Pins);
        var count = 0;
        try
        {
            foreach (var memory in bytes)
            {
                if (count == MostParts)
                {
                    break;
                }

                if (!memory.IsEmpty)
                {
                    pins[count] = memory.Pin();
                    parts[count] = new Part(pins[count].Pointer, (nuint)memory.Length);
                    count++;
                }
            }

            while (true)
            {
                var sent = writev(socket, parts, count); // a peer that is gone is an error: .NET has the signal ignored
                if (sent >= 0)
                {
                    return (int)sent;
                }

                if (Marshal.GetLastPInvokeError() is not Interrupted and var error)
                {
                    return -error;
                }
            }
        }
        finally
        {
            for (var i = 0; i < count; i++)
            {
                pins[i].Dispose();
            }
        }
    }

    /// <summary>Something to wait for that <see cref="Ring"/> makes readable.</summary>
    public static SafeFileHandle NewBell()
    {
        var bell = eventfd(0, CloseOnExecute | NonBlocking);
        return bell >= 0 ? new SafeFileHandle(bell, ownsHandle: true) : throw new IOException($"The system gives no event: error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>Wakes who waits for it.</summary>
    public static void Ring(SafeHandle bell)
    {
        ulong one = 1;
        _ = write(bell, &one, sizeof(ulong));
    }

    /// <summary>Lets it be waited for again.</summary>
    public static void Silence(SafeHandle bell)
    {
        ulong rung;
        _ = read(bell, &rung, sizeof(ulong));
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(SafeHandle socket, byte* into, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint writev(SafeHandle socket, Part* parts, int count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int eventfd(uint value, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(SafeHandle file, void* from, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(SafeHandle file, void* into, nuint length);

    /// <summary>What is asked of a socket, and what is so.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        /// <summary>The socket; negative for none.</summary>
        public int File;

        /// <summary>What is asked.</summary>
        public short Asked;

        /// <summary>What is so; faults are told unasked.</summary>
        public short Found;
    }

    [InlineArray(MostParts)]
    private struct Pins
    {
        private MemoryHandle _first;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Part(void* first, nuint length)
    {
        private readonly void* _first = first;
        private readonly nuint _length = length;
    }
}
