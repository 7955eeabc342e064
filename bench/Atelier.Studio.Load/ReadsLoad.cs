using System.Diagnostics;
using Atelier.Client;

namespace Atelier.Studio.Load;

/// <summary>Two hundred reads a second while a job is painted: how long they take, and what they cost the job.</summary>
internal static class ReadsLoad
{
    private const int PerSecond = 200;
    private const int Warmth = 3;
    private const int Rounds = 6;

    public static async Task<bool> Run(string network, TimeSpan time, CancellationToken end)
    {
        using var studio = await LoadStudio.Start(network);
        var (job, paths) = await Begin(studio, end);
        await PacedReads.Run(studio.Server.Address, paths, PerSecond, TimeSpan.FromSeconds(Warmth), end); // the first of each is compiled

        // Quiet, loaded, quiet and so on: a machine's pace changes by itself too.
        List<double> milliseconds = [];
        List<Span> quiet = [], loaded = [];
        for (var round = 0; round < Rounds; round++)
        {
            quiet.Add(await Span.Of(studio, job.Id, () => Task.Delay(time / Rounds, end), end));
            loaded.Add(await Span.Of(studio, job.Id, async () => milliseconds.AddRange(await PacedReads.Run(studio.Server.Address, paths, PerSecond, time / Rounds, end)), end));
        }

        quiet.Add(await Span.Of(studio, job.Id, () => Task.Delay(time / Rounds, end), end));
        await studio.Client.CancelAsync(job.Id, end);
        milliseconds.Sort();
        var slowdowns = loaded.Select((l, i) => 1 - (2 * l.Pace / (quiet[i].Pace + quiet[i + 1].Pace))).Order().ToArray();
        var slowdown = (slowdowns[(slowdowns.Length - 1) / 2] + slowdowns[slowdowns.Length / 2]) / 2;
        var p99 = milliseconds[(int)(milliseconds.Count * 0.99)];
        Console.WriteLine(
            $"reads: {milliseconds.Count} at {PerSecond}/s; median {milliseconds[milliseconds.Count / 2]:0.0} ms, p99 {p99:0.0} ms, longest {milliseconds[^1]:0.0} ms (p99 wanted: < 50 ms)");
        Console.WriteLine(
            $"reads: the job made {quiet.Average(q => q.Pace):0.00} steps/s in quiet ({Paces(quiet)}) and {loaded.Average(l => l.Pace):0.00} under load ({Paces(loaded)}): slowed by {slowdown:0.0%} in the median of {Rounds} rounds ({slowdowns[0]:0.0%} to {slowdowns[^1]:0.0%}; wanted: at most 10 %; the reader's own work is in it)");
        if (ThreadTimes.AreKnown)
        {
            var (answering, compiling, reader) = (Cost(s => s.Answering), Cost(s => s.Compiling), Cost(s => s.Reader));
            Console.WriteLine(
                $"reads: processor time a read: {answering:0.000} ms in the studio's threads that do not paint, {compiling:0.000} ms in compiling them, {reader:0.000} ms in this program; of one core in quiet: {quiet.Average(q => q.Answering + q.Compiling):0.0%} and {quiet.Average(q => q.Reader):0.0%}");
        }

        return p99 < 50 && slowdown <= 0.10;

        // What is taken in quiet too is not the reads'.
        double Cost(Func<Span, double> of) => (loaded.Average(of) - quiet.Average(of)) * 1000 / PerSecond;
    }

    private static string Paces(List<Span> spans) => string.Join(", ", spans.Select(s => $"{s.Pace:0.00}"));

    /// <summary>Begins a job and waits for its first picture.</summary>
    /// <returns>The job, and the paths of all kinds of reads.</returns>
    public static async Task<(Job Job, string[] Paths)> Begin(LoadStudio studio, CancellationToken end)
    {
        var photo = await studio.UploadPhoto(end);
        var job = await studio.LongJob(photo, 384, end);
        while ((await studio.Client.GetJobAsync(job.Id, end)).PreviewUrl is null)
        {
            await Task.Delay(200, end);
        }

        return (job,
        [
            $"api/v1/jobs/{job.Id}", "api/v1/jobs?limit=20", $"api/v1/pictures/{photo.Id}?size=192", "api/v1/styles", $"api/v1/jobs/{job.Id}/preview", "",
        ]);
    }

    // A while: the job's steps a second, and the seconds of processor a second.
    private sealed record Span(double Pace, double Answering, double Compiling, double Reader)
    {
        public static async Task<Span> Of(LoadStudio studio, string job, Func<Task> during, CancellationToken end)
        {
            var (answering, compiling, reader) = (0.0, 0.0, 0.0);
            var pace = await studio.Pace(job, Timed, end);
            return new Span(pace, answering, compiling, reader);

            async Task Timed()
            {
                var (server, own, began) = (ThreadTimes.Of(studio.Server.Id), ThreadTimes.Of(Environment.ProcessId), Stopwatch.GetTimestamp());
                await during();
                var (serverNow, ownNow, seconds) = (ThreadTimes.Of(studio.Server.Id), ThreadTimes.Of(Environment.ProcessId), Stopwatch.GetElapsedTime(began).TotalSeconds);
                answering = serverNow.Since(server, ThreadTimes.IsAnswering) / seconds;
                compiling = serverNow.Since(server, ThreadTimes.IsCompiling) / seconds;
                reader = ownNow.Since(own, _ => true) / seconds;
            }
        }
    }
}
