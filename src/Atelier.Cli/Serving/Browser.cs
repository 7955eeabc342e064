using System.ComponentModel;
using System.Diagnostics;

namespace Atelier.Cli.Serving;

/// <summary>The user's browser.</summary>
internal static class Browser
{
    // Where a program that opens pages ends after a longer time, that was the browser itself.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Opens a page, and says so in one line on standard error where that fails. Nothing that the browser prints is shown.</summary>
    public static async Task Show(string url, TextWriter error)
    {
        if (!await IsOpened(url))
        {
            await error.WriteLineAsync($"No browser could be opened here; visit {url} in one.");
        }
    }

    private static async Task<bool> IsOpened(string url)
    {
        try
        {
            using var process = OperatingSystem.IsWindows()
                ? Process.Start(new ProcessStartInfo(url) { UseShellExecute = true })
                : Process.Start("/bin/sh", ["-c", "exec \"$0\" \"$1\" </dev/null >/dev/null 2>&1", OperatingSystem.IsMacOS() ? "open" : "xdg-open", url]);
            if (process is null || OperatingSystem.IsWindows())
            {
                return true; // a browser that runs already has taken it, or Windows knows what to do
            }

            var began = Stopwatch.GetTimestamp();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 || Stopwatch.GetElapsedTime(began) > Patience;
        }
        catch (Exception error) when (error is Win32Exception or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
