using System.Diagnostics;
using Atelier.Client;
using Microsoft.Data.Sqlite;

namespace Atelier.Studio.Load;

/// <summary>A thousand small jobs, and a server that is killed twenty times while it takes and paints them.</summary>
internal static class KillsLoad
{
    private const int Jobs = 1000;
    private const int Kills = 20;

    public static async Task<bool> Run(string network, int seed, CancellationToken end)
    {
        using var studio = await LoadStudio.Start(network);
        var random = new Random(seed);
        var began = Stopwatch.GetTimestamp();
        var ids = Enumerable.Range(0, Jobs).ToDictionary(i => i, _ => new List<string>());
        var asking = Ask(studio, ids, end);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.2 + (random.NextDouble() * 5)), end);
            studio.Server.Kill();
            await studio.Begin();
        }

        await asking;
        await WaitForAll(studio, end);
        var jobs = new List<Job>();
        for (string? after = null; ;)
        {
            var page = await studio.Client.GetJobsAsync(limit: 200, after: after, cancellationToken: end);
            jobs.AddRange(page.Items);
            after = page.Next;
            if (after is null)
            {
                break;
            }
        }

        var there = jobs.Select(j => j.Id).ToHashSet();
        var lost = ids.Values.Count(told => told.Count == 0 || told.Any(id => !there.Contains(id)));
        var other = jobs.Count(j => j.State != JobState.Succeeded);
        var missing = 0;
        foreach (var job in jobs.Where(j => j.State == JobState.Succeeded))
        {
            missing += (await studio.Client.GetResultAsync(job.Id, cancellationToken: end)).Length > 0 ? 0 : 1;
        }

        var twice = Twice(studio.Folder) + ids.Values.Count(told => told.Distinct().Count() > 1);
        Console.WriteLine(
            $"kills: {Jobs} jobs asked for, {jobs.Count} there after {Kills} kills and {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s; lost: {lost}, not succeeded: {other}, without a result: {missing}, done twice: {twice} (wanted: {Jobs}, and 0 of each)");
        foreach (var job in jobs.Where(j => j.State != JobState.Succeeded).Take(5))
        {
            Console.WriteLine($"kills: {job.Id} is {job.State}: {job.Error?.Text}");
        }

        return jobs.Count == Jobs && lost + other + missing + twice == 0;
    }

    // A client that hears nothing asks again with the same key.
    private static async Task Ask(LoadStudio studio, Dictionary<int, List<string>> ids, CancellationToken end)
    {
        PictureInfo? picture = null;
        for (var i = 0; i < Jobs;)
        {
            try
            {
                picture ??= await studio.Client.UploadAsync(new MemoryStream(TinyPng.Of(32, 24, seed: 1)), end);
                var request = new JobRequest
                {
                    Content = picture.Id,
                    Styles = [new StyleChoice { Picture = picture.Id }],
                    Options = new Dictionary<string, string> { ["size"] = "32", ["steps"] = "1", ["seed"] = $"{i}", ["init"] = "noise", ["no-guard"] = "true" },
                    Name = $"small {i}",
                };
                var job = await studio.Client.CreateAsync(request, $"load-{i}", end);
                ids[i].Add(job.Id);
                i++;
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                await Task.Delay(50, end);
            }
        }
    }

    private static async Task WaitForAll(LoadStudio studio, CancellationToken end)
    {
        while ((await studio.Client.GetJobsAsync([JobState.Queued, JobState.Running], 1, cancellationToken: end)).Items.Count > 0)
        {
            await Task.Delay(500, end);
        }
    }

    // Every change of state is in the database; a job that came to its end twice has it there twice.
    private static int Twice(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "studio.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM (SELECT job FROM changes WHERE state IN ('Succeeded', 'Failed', 'Cancelled') GROUP BY job HAVING count(*) > 1)";
        return (int)(long)command.ExecuteScalar()!;
    }
}
