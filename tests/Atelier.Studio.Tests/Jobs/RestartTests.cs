using System.Reflection;
using Atelier.Checkpoints;
using Atelier.Studio.Load;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Atelier.Studio.Tests.Jobs;

/// <summary>The studio as a process that is killed, or asked to end.</summary>
public sealed class RestartTests
{
    private static readonly string Command = Path.GetFullPath(
        typeof(RestartTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AtelierCommand").Value!);

    [Fact]
    public async Task Kill_WhileJobsWaitAndOneIsPainted_LosesNone()
    {
        using var folder = new TemporaryFolder();
        List<string> ids = [];
        Job paused;
        using (var server = await ServerProcess.Start(Command, folder.Path, "--network", "compact"))
        {
            var client = Client(server);
            var request = await Request(client, steps: 40);
            for (var i = 0; i < 4; i++)
            {
                ids.Add((await client.CreateAsync(request with { Name = $"job {i}" }, $"key {i}")).Id);
            }

            paused = await client.PauseAsync(ids[3]);
            await UntilPainted(client, ids[0]);
            server.Kill();
        }

        using var second = await ServerProcess.Start(Command, folder.Path, "--network", "compact");
        var again = Client(second);
        var repeated = await Request(again, steps: 40);
        Assert.Equal(ids[1], (await again.CreateAsync(repeated with { Name = "job 1" }, "key 1")).Id);
        Assert.Equal(JobState.Paused, paused.State);
        Assert.Equal(JobState.Paused, (await again.GetJobAsync(ids[3])).State);
        foreach (var id in ids[..3])
        {
            Assert.Equal(JobState.Succeeded, (await again.WaitAsync(id)).State);
            Assert.NotEmpty(await again.GetResultAsync(id));
        }

        Assert.Equal(4, (await again.GetJobsAsync()).Items.Count);
    }

    [Fact]
    public async Task Kill_AfterTheFirstCheckpoint_GoesOnFromIt()
    {
        using var folder = new TemporaryFolder();
        string id;
        int done;
        using (var server = await ServerProcess.Start(Command, folder.Path, "--network", "compact"))
        {
            var client = Client(server);
            var request = await Request(client, steps: 100_000);
            request = request with { Options = new Dictionary<string, string>(request.Options!) { ["optimizer"] = "adam" } }; // which does not end before its last step
            id = (await client.CreateAsync(request)).Id;
            done = await Until(() => Task.FromResult(StepsKept(folder)), steps => steps > 0);
            server.Kill();
        }

        using var second = await ServerProcess.Start(Command, folder.Path, "--network", "compact");
        var again = Client(second);
        var first = await FirstStepAfter(again, id);
        Assert.True(first > done, $"went on at step {first}, {done} were kept");
        Assert.Equal(JobState.Succeeded, (await again.KeepAsync(id)).State);
    }

    [Fact]
    public async Task Terminate_WhileAJobIsPainted_KeepsWhatIsDone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var folder = new TemporaryFolder();
        string id;
        int done;
        using (var server = await ServerProcess.Start(Command, folder.Path, "--network", "compact", "--log-json"))
        {
            var client = Client(server);
            id = (await client.CreateAsync(await Request(client, steps: 100_000))).Id;
            done = await UntilPainted(client, id);

            Assert.Equal(0, server.Terminate());
            Assert.Contains(server.Log, line => line.Contains($"\"JobId\":\"{id}\"", StringComparison.Ordinal));
        }

        using var second = await ServerProcess.Start(Command, folder.Path, "--network", "compact");
        var again = Client(second);
        var first = await FirstStepAfter(again, id);
        Assert.True(first > done, $"went on at step {first}, {done} were done");
        Assert.Equal(JobState.Succeeded, (await again.KeepAsync(id)).State);
    }

    [Fact]
    public async Task Shutdown_OfJobsThatDoNotEnd_WaitsNoLongerThanContainersAreGiven()
    {
        await using var host = await StudioHost.Start();

        Assert.Equal(TimeSpan.FromSeconds(10), host.Get<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    private static StudioClient Client(ServerProcess server) => new(new HttpClient { BaseAddress = server.Address, Timeout = StudioHost.Patience });

    private static async Task<JobRequest> Request(StudioClient client, int steps) => new()
    {
        Content = (await client.UploadAsync(new MemoryStream(TinyPng.Of(32, 24, seed: 1)))).Id,
        Styles = [new StyleChoice { Sample = "sea" }],
        Options = new Dictionary<string, string> { ["size"] = "32", ["steps"] = $"{steps}", ["no-guard"] = "true" },
    };

    private static Task<int> UntilPainted(StudioClient client, string id) =>
        Until(async () => (await client.GetJobAsync(id)).Progress?.Number ?? 0, number => number > 10);

    // In the checkpoint of the only job, which is replaced as a whole. Before the first one a run tries the name in a folder of its own.
    private static int StepsKept(TemporaryFolder folder) =>
        Directory.EnumerateFiles(Path.Combine(folder.Path, "checkpoints")).FirstOrDefault(f => !Path.GetFileName(f).StartsWith('.')) is { } file
            ? Checkpoint.Read(file).StepsDone
            : 0;

    private static async Task<int> Until(Func<Task<int>> count, Func<int, bool> isEnough)
    {
        using var patience = new CancellationTokenSource(StudioHost.Patience);
        while (true)
        {
            if (await count() is var number && isEnough(number))
            {
                return number;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task<float> FirstStepAfter(StudioClient client, string id)
    {
        await foreach (var one in client.WatchAsync(id))
        {
            if (one.Kind == "progress" && one.Read<ProgressEvent>().Points is [[var step, ..], ..])
            {
                return step;
            }
        }

        return 0;
    }
}
