using System.Diagnostics;
using System.Globalization;

namespace Atelier.Cli.Running;

/// <summary>The most memory that the process has held.</summary>
internal static class PeakMemory
{
    private const string LinuxStatus = "/proc/self/status";

    public static long Bytes()
    {
        // .NET gives no peak on Linux.
        if (OperatingSystem.IsLinux() && File.ReadLines(LinuxStatus).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line)
        {
            return 1024 * long.Parse(line.AsSpan(6, line.IndexOf("kB", StringComparison.Ordinal) - 6), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite);
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
