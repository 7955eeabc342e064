using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Atelier.Cli.Running;

/// <summary>How many files the process may have open at once (Linux).</summary>
internal static class FileLimit
{
    private const int Needed = 128; // the runtime, libtorch and libvips take about 90
    private const string Limits = "/proc/self/limits";
    private const string Key = "Max open files";

    /// <summary>
    /// Refuses a limit that is too low, in one line on standard error. Only with what is loaded already: each assembly, and even
    /// <see cref="Console"/>, takes a file.
    /// </summary>
    public static bool Refuses()
    {
        try
        {
            return File.Exists(Limits) && int.TryParse(Found(), out var limit) && limit < Needed && Say(limit);
        }
        catch (IOException)
        {
            return Say(null); // not even this file could be opened
        }
    }

    private static string Found()
    {
        var text = File.ReadAllText(Limits);
        return text[(text.IndexOf(Key, StringComparison.Ordinal) + Key.Length)..].Split(' ', 2, StringSplitOptions.RemoveEmptyEntries)[0];
    }

    private static bool Say(int? limit)
    {
        using var handle = new SafeFileHandle(2, ownsHandle: false);
        using var error = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        error.Write(Encoding.UTF8.GetBytes($"atelier: Only {limit?.ToString(CultureInfo.InvariantCulture) ?? "few"} files may be open at once here, and at least {Needed} are needed: raise the limit (ulimit -n).\n"));
        return true;
    }
}
