using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Atelier.Cli.Tests;

/// <summary>
/// Starts processes that SIGINT reaches. What is ignored here is ignored in every child, and a shell without job control ignores
/// SIGINT in its background jobs.
/// </summary>
internal static partial class DefaultInterrupt
{
    private const int Interrupt = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    private static readonly Lock Turn = new();

    /// <summary>Starts one.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        lock (Turn)
        {
            var isIgnored = OperatingSystem.IsLinux() && IsIgnored();
            if (isIgnored)
            {
                _ = Set(Interrupt, Default);
            }

            try
            {
                return Process.Start(start)!;
            }
            finally
            {
                if (isIgnored)
                {
                    _ = Set(Interrupt, Ignored);
                }
            }
        }
    }

    private static bool IsIgnored()
    {
        const string Key = "SigIgn:";
        var line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith(Key, StringComparison.Ordinal));
        return (Convert.ToUInt64(line[Key.Length..].Trim(), 16) & (1 << (Interrupt - 1))) != 0;
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Set(int signal, nint handler);
}
