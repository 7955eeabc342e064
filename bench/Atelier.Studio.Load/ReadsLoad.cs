using System.Diagnostics;

namespace Atelier.Studio.Load;

/// <summary>Two hundred reads a second while a job is painted: how long they take, and what they cost the job.</summary>
internal static class ReadsLoad
{
    private const int PerSecond = 200;
    private const int Warmth = 3;

    public static async Task<bool> Run(string network, TimeSpan time, CancellationToken end)
    {
        using var studio = await LoadStudio.Start(network);
        var photo = await studio.UploadPhoto(end);
        var job = await studio.LongJob(photo, 384, end);
        using var http = studio.NewHttp();
        var preview = $"api/v1/jobs/{job.Id}/preview";
        while (!await IsThere(http, preview, end))
        {
            await Task.Delay(200, end);
        }

        string[] paths =
        [
            $"api/v1/jobs/{job.Id}", "api/v1/jobs?limit=20", $"api/v1/pictures/{photo.Id}?size=192", "api/v1/styles", preview, "",
        ];
        await Read(http, paths, TimeSpan.FromSeconds(Warmth), end); // the first of each is compiled

        // Quiet, loaded, quiet and so on: a machine's pace changes by itself too.
        List<double> quiet = [], loaded = [], milliseconds = [];
        for (var round = 0; round < 3; round++)
        {
            quiet.Add(await studio.Pace(job.Id, Task.Delay(time / 3, end), end));
            var reads = Read(http, paths, time / 3, end);
            loaded.Add(await studio.Pace(job.Id, reads, end));
            milliseconds.AddRange(await reads);
        }

        quiet.Add(await studio.Pace(job.Id, Task.Delay(time / 3, end), end));
        await studio.Client.CancelAsync(job.Id, end);
        milliseconds.Sort();
        var slowdown = 1 - (loaded.Average() / quiet.Average());
        var p99 = milliseconds[(int)(milliseconds.Count * 0.99)];
        Console.WriteLine(
            $"reads: {milliseconds.Count} at {PerSecond}/s; median {milliseconds[milliseconds.Count / 2]:0.0} ms, p99 {p99:0.0} ms, longest {milliseconds[^1]:0.0} ms (p99 wanted: < 50 ms)");
        Console.WriteLine(
            $"reads: the job made {quiet.Average():0.00} steps/s in quiet ({string.Join(", ", quiet.Select(q => $"{q:0.00}"))}) and {loaded.Average():0.00} under load ({string.Join(", ", loaded.Select(q => $"{q:0.00}"))}): slowed by {slowdown:0.0%} (wanted: at most 5 %; the reader's own work is in it)");
        return p99 < 50 && slowdown <= 0.05;
    }

    private static async Task<bool> IsThere(HttpClient http, string path, CancellationToken end)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), end);
        return answer.IsSuccessStatusCode;
    }

    // Each is due at its time, whether or not those before it are answered; its latency counts from there.
    private static async Task<List<double>> Read(HttpClient http, string[] paths, TimeSpan time, CancellationToken end)
    {
        var began = Stopwatch.GetTimestamp();
        var count = (int)(time.TotalSeconds * PerSecond);
        List<Task<double>> reads = [];
        while (reads.Count < count)
        {
            var due = (int)Math.Min(count, Stopwatch.GetElapsedTime(began).TotalSeconds * PerSecond);
            while (reads.Count < due)
            {
                reads.Add(One(reads.Count));
            }

            await Task.Delay(5, end);
        }

        return [.. await Task.WhenAll(reads)];

        async Task<double> One(int number)
        {
            using var answer = await http.GetAsync(new Uri(paths[number % paths.Length], UriKind.Relative), end);
            await answer.Content.ReadAsByteArrayAsync(end);
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{paths[number % paths.Length]}: {(int)answer.StatusCode}");
            }

            return Stopwatch.GetElapsedTime(began).TotalMilliseconds - (number * 1000.0 / PerSecond);
        }
    }
}
