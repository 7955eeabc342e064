using System.Runtime.InteropServices;

namespace Atelier.Cli.Running;

/// <summary>Ends the process without a farewell.</summary>
internal static partial class ProcessEnd
{
    /// <summary>
    /// Ends at once. Not by <see cref="Environment.Exit"/>: that waits for the runtime and tears libtorch down while its
    /// threads still compute, which can hang or crash.
    /// </summary>
    public static void Now(int code)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\e[?25h"); // a live display has hidden the cursor
        }

        if (OperatingSystem.IsWindows())
        {
            _ = TerminateProcess(-1, (uint)code); // -1 is the process itself
        }
        else
        {
            ExitUnix(code);
        }
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void ExitUnix(int code);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool TerminateProcess(nint process, uint code);
}
