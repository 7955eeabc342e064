using System.Globalization;

namespace Atelier.Studio.Load;

/// <summary>
/// The processor time of a process by what its threads are called, as Linux counts it. A job's threads take every moment that requests leave
/// them, so only threads apart tell what requests cost while one is painted.
/// </summary>
internal sealed class ThreadTimes
{
    private readonly Dictionary<int, (string Name, double Seconds)> _threads;

    private ThreadTimes(Dictionary<int, (string Name, double Seconds)> threads) => _threads = threads;

    /// <summary>Whether this system counts so.</summary>
    public static bool AreKnown { get; } = File.Exists("/proc/self/schedstat");

    /// <summary>Takes them; none where this system does not count so.</summary>
    public static ThreadTimes Of(int process)
    {
        var threads = new Dictionary<int, (string, double)>();
        if (AreKnown)
        {
            foreach (var folder in Directory.EnumerateDirectories($"/proc/{process}/task"))
            {
                try
                {
                    var nanoseconds = File.ReadAllText(Path.Combine(folder, "schedstat")).Split(' ')[0];
                    threads[int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)] =
                        (File.ReadAllText(Path.Combine(folder, "comm")).Trim(), long.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1e9);
                }
                catch (IOException)
                {
                    // The thread has ended.
                }
            }
        }

        return new ThreadTimes(threads);
    }

    /// <summary>The seconds since an earlier time of those threads whose name a condition takes.</summary>
    public double Since(ThreadTimes before, Func<string, bool> isMeant) => _threads
        .Where(t => isMeant(t.Value.Name))
        .Sum(t => t.Value.Seconds - (before._threads.TryGetValue(t.Key, out var then) ? then.Seconds : 0));

    /// <summary>The threads that paint, those of the engine and of the pictures' library included.</summary>
    public static bool IsPainting(string name) =>
        name.StartsWith("painting", StringComparison.Ordinal) || name.StartsWith("libvips", StringComparison.Ordinal);

    /// <summary>The thread that compiles what is often called once more.</summary>
    public static bool IsCompiling(string name) => name.StartsWith(".NET Tiered", StringComparison.Ordinal);

    /// <summary>All other threads: those that answer, and what is done behind them.</summary>
    public static bool IsAnswering(string name) => !IsPainting(name) && !IsCompiling(name);
}
