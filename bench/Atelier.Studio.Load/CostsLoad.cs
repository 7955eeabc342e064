using System.Diagnostics;

namespace Atelier.Studio.Load;

/// <summary>What a read of each kind costs a studio that does nothing else: processor time of its process and of the reader.</summary>
internal static class CostsLoad
{
    private const int PerSecond = 200;

    public static async Task<bool> Run(string network, TimeSpan time, CancellationToken end)
    {
        if (!ThreadTimes.AreKnown)
        {
            Console.WriteLine("costs: this system does not tell the processor time of threads.");
            return true;
        }

        using var studio = await LoadStudio.Start(network);
        var (job, paths) = await ReadsLoad.Begin(studio, end);
        await studio.Client.PauseAsync(job.Id, end);
        await PacedReads.Run(studio.Server.Address, paths, PerSecond * 2, TimeSpan.FromSeconds(10), end); // the first of each is compiled
        var idle = await Spent([], end);
        foreach (var path in paths)
        {
            Say(path.Length == 0 ? "the page" : path.Replace(job.Id, "{id}", StringComparison.Ordinal), await Spent([path], end));
        }

        Say("all in turn", await Spent(paths, end));
        return true;

        void Say(string what, (double Server, double Compiling, double Reader) spent) => Console.WriteLine(
            $"costs: {what}: {(spent.Server - idle.Server) * 1000 / PerSecond:0.000} ms of the studio and {spent.Reader * 1000 / PerSecond:0.000} ms of the reader; compiling {(spent.Compiling - idle.Compiling) * 1000 / PerSecond:0.000} ms");

        async Task<(double Server, double Compiling, double Reader)> Spent(string[] read, CancellationToken cancellation)
        {
            var (server, own, began) = (ThreadTimes.Of(studio.Server.Id), ThreadTimes.Of(Environment.ProcessId), Stopwatch.GetTimestamp());
            await (read.Length == 0 ? Task.Delay(time / 7, cancellation) : PacedReads.Run(studio.Server.Address, read, PerSecond, time / 7, cancellation));
            var (serverNow, ownNow, seconds) = (ThreadTimes.Of(studio.Server.Id), ThreadTimes.Of(Environment.ProcessId), Stopwatch.GetElapsedTime(began).TotalSeconds);
            return (serverNow.Since(server, n => !ThreadTimes.IsCompiling(n)) / seconds, serverNow.Since(server, ThreadTimes.IsCompiling) / seconds, ownNow.Since(own, _ => true) / seconds);
        }
    }
}
