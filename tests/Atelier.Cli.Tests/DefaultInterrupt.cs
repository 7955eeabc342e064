using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Atelier.Cli.Tests;

/// <summary>
/// Starts processes that SIGINT and SIGHUP reach. What is ignored here is ignored in every child: a shell without job control ignores
/// SIGINT in its background jobs, and nohup SIGHUP.
/// </summary>
internal static partial class DefaultInterrupt
{
    private const nint Default = 0;
    private const nint Ignored = 1;

    private static readonly int[] Signals = [1, 2]; // SIGHUP and SIGINT

    private static readonly Lock Turn = new();

    /// <summary>Starts one.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        lock (Turn)
        {
            int[] ignored = OperatingSystem.IsLinux() ? IgnoredSignals() : [];
            Set(ignored, Default);
            try
            {
                return Process.Start(start)!;
            }
            finally
            {
                Set(ignored, Ignored);
            }
        }
    }

    private static int[] IgnoredSignals()
    {
        const string Key = "SigIgn:";
        var line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith(Key, StringComparison.Ordinal));
        var mask = Convert.ToUInt64(line[Key.Length..].Trim(), 16);
        return [.. Signals.Where(signal => (mask & (1UL << (signal - 1))) != 0)];
    }

    private static void Set(IEnumerable<int> signals, nint handler)
    {
        foreach (var signal in signals)
        {
            _ = Set(signal, handler);
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Set(int signal, nint handler);
}
