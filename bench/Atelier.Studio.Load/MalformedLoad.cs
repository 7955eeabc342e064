using System.Diagnostics;

namespace Atelier.Studio.Load;

/// <summary>Ten thousand requests that are wrong or odd in some way, whatever they accept: what is wrong is refused, and nothing of it is left.</summary>
internal static class MalformedLoad
{
    private const int Requests = 10_000;
    private const int AtOnce = 32; // one that is shorter than it says is given five seconds to go on

    public static async Task<bool> Run(string network, int seed, CancellationToken end)
    {
        using var studio = await LoadStudio.Start(network);
        var photo = await File.ReadAllBytesAsync(Path.Combine(LoadStudio.PathOf("Samples"), "photos", "chelsea.jpg"), end);
        var wrong = WrongRequests.All(studio.Server.Address.Authority, photo);
        var odd = OddRequests.All(studio.Server.Address.Authority, "none");
        var kinds = wrong.Concat(odd).ToArray();
        var before = Files(studio.Folder);
        var began = Stopwatch.GetTimestamp();
        var answers = new (string Kind, int Status)[Requests];
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = end }, async (i, token) =>
        {
            var (kind, make) = kinds[i % kinds.Length];
            var random = new Random((seed * Requests) + i);
            answers[i] = (kind, await RawRequest.Send(studio.Server.Address, OddRequests.WithAccept(make(random), random), token));
        });

        foreach (var kind in answers.GroupBy(a => a.Kind))
        {
            Console.WriteLine($"malformed: {kind.Key}: {string.Join(", ", kind.GroupBy(a => a.Status).OrderBy(g => g.Key).Select(g => $"{g.Count()} × {g.Key}"))}");
        }

        var left = Files(studio.Folder).Except(before).ToArray();
        var jobs = (await studio.Client.GetJobsAsync(cancellationToken: end)).Items.Count;
        var isWrong = wrong.Select(k => k.Kind).ToHashSet();
        var good = answers.Count(a => a.Status is > 0 and < 500 && (a.Status >= 400 || !isWrong.Contains(a.Kind)));
        Console.WriteLine(
            $"malformed: {good} of {Requests} refused with 4xx, or odd and answered, in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s; files left: {left.Length}, jobs: {jobs}, the server holds {studio.Server.Memory >> 20} MB (wanted: all, 0, 0)");
        foreach (var file in left.Take(5))
        {
            Console.WriteLine($"malformed: left: {file}");
        }

        return good == Requests && left.Length == 0 && jobs == 0;
    }

    // The database itself writes beside its file.
    private static HashSet<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith("studio.db", StringComparison.Ordinal))];
}
