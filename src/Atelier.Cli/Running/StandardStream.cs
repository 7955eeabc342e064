using System.Runtime.InteropServices;

namespace Atelier.Cli.Running;

/// <summary>The standard streams as this process was given them.</summary>
internal static partial class StandardStream
{
    private const int GetDescriptorFlags = 1; // F_GETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC

    public static Stream Output() => IsGiven(1) ? Console.OpenStandardOutput() : new ClosedStream();

    public static Stream Error() => IsGiven(2) ? Console.OpenStandardError() : new ClosedStream();

    // Where a shell closed it (2>&-), the runtime's next file has its number, and what is said would be written there. That one closes
    // with exec, which what is inherited never does.
    private static bool IsGiven(int descriptor) =>
        OperatingSystem.IsWindows() || (FileControl(descriptor, GetDescriptorFlags) is var flags && flags >= 0 && (flags & CloseOnExec) == 0);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(int descriptor, int command);

    private sealed class ClosedStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("it is closed");
    }
}
