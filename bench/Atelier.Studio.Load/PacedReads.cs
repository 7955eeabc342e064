using System.Diagnostics;

namespace Atelier.Studio.Load;

/// <summary>Reads at a steady pace over a few connections, each with a thread of its own that sleeps until its next read is due.</summary>
internal static class PacedReads
{
    /// <summary>Reads the paths in turn.</summary>
    /// <param name="server">The studio.</param>
    /// <param name="paths">What is read.</param>
    /// <param name="perSecond">How many a second, all connections together.</param>
    /// <param name="time">For how long.</param>
    /// <param name="end">Ends it.</param>
    /// <returns>The milliseconds from when each was due, whether or not those before it were answered, to its last byte.</returns>
    public static async Task<double[]> Run(Uri server, IReadOnlyList<string> paths, int perSecond, TimeSpan time, CancellationToken end)
    {
        const int Connections = 8;
        var requests = paths.Select(p => ReadConnection.Request(server, p)).ToArray();
        var milliseconds = new double[(int)(time.TotalSeconds * perSecond)];
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(c => Task.Factory.StartNew(() => Read(c), end, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return milliseconds;

        void Read(int connection)
        {
            using var http = new ReadConnection(server);
            for (var number = connection; number < milliseconds.Length; number += Connections)
            {
                var due = number * 1000.0 / perSecond;
                if (due - Stopwatch.GetElapsedTime(began).TotalMilliseconds is > 0 and var wait)
                {
                    Thread.Sleep(TimeSpan.FromMilliseconds(Math.Ceiling(wait)));
                }

                end.ThrowIfCancellationRequested();
                var (status, _) = http.Get(requests[number % requests.Length]);
                if (status != 200)
                {
                    throw new InvalidOperationException($"{paths[number % requests.Length]}: {status}");
                }

                milliseconds[number] = Stopwatch.GetElapsedTime(began).TotalMilliseconds - due;
            }
        }
    }
}
