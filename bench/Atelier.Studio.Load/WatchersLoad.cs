using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Atelier.Client;

namespace Atelier.Studio.Load;

/// <summary>Two hundred watchers of one job: each gets every event, at most a second after the first who gets it.</summary>
internal static class WatchersLoad
{
    private const int Watchers = 200;

    public static async Task<bool> Run(string network, TimeSpan time, CancellationToken end)
    {
        using var studio = await LoadStudio.Start(network);
        var photo = await studio.UploadPhoto(end);
        var job = await studio.LongJob(photo, 256, end);
        await using (var one = studio.Client.WatchAsync(job.Id, null, end).GetAsyncEnumerator(end))
        {
            while (await one.MoveNextAsync() && (await studio.Client.GetJobAsync(job.Id, end)).Progress is null)
            {
            }
        }

        var quiet = await studio.Pace(job.Id, () => Task.Delay(time / 2, end), end);
        using var http = studio.NewHttp();
        var client = new StudioClient(http);
        var seen = new ConcurrentDictionary<long, ConcurrentBag<double>>();
        var ready = new CountdownEvent(Watchers);
        var watchers = Enumerable.Range(0, Watchers).Select(_ => Watch()).ToArray();
        ready.Wait(TimeSpan.FromSeconds(30), end);
        var from = seen.Keys.Max(); // all are there: what comes now is for all of them
        var watched = await studio.Pace(job.Id, () => Task.Delay(time, end), end);
        await studio.Client.CancelAsync(job.Id, end);
        await Task.WhenAll(watchers).WaitAsync(TimeSpan.FromSeconds(30), end);

        var events = seen.Where(e => e.Key > from).ToArray();
        var missed = events.Sum(e => Watchers - e.Value.Count);
        var lags = events.SelectMany(e => e.Value.Select(t => t - e.Value.Min())).Order().ToArray();
        var longest = lags.Length > 0 ? lags[^1] : double.NaN;
        Console.WriteLine(
            $"watchers: {Watchers}, {events.Length} events; missed: {missed}; after the first watcher: p99 {lags[(int)(lags.Length * 0.99)]:0} ms, longest {longest:0} ms (wanted: none missed, < 1000 ms)");
        Console.WriteLine($"watchers: the job made {quiet:0.00} steps/s before they came and {watched:0.00} with them (wanted: no slower)");
        return missed == 0 && longest < 1000 && events.Length > 10;

        async Task Watch()
        {
            var isReady = false;
            await foreach (var one in client.WatchAsync(job.Id, null, end))
            {
                if (one.Id is { Length: > 0 } id)
                {
                    seen.GetOrAdd(long.Parse(id, CultureInfo.InvariantCulture), _ => []).Add(Stopwatch.GetElapsedTime(0).TotalMilliseconds);
                    if (!isReady)
                    {
                        isReady = true;
                        ready.Signal();
                    }
                }
            }
        }
    }
}
