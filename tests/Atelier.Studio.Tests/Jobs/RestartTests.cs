using System.Reflection;
using Atelier.Studio.Load;

namespace Atelier.Studio.Tests.Jobs;

/// <summary>The studio as a process that is killed, or asked to end.</summary>
public sealed class RestartTests
{
    private static readonly string Command = Path.GetFullPath(
        typeof(RestartTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AtelierCommand").Value!);

    [Fact]
    public async Task Kill_WhileJobsWaitAndOneIsPainted_LosesNone()
    {
        using var folder = new TempFolder();
        List<string> ids = [];
        Job paused;
        using (var server = await ServerProcess.Start(Command, folder.Path, "--network", "compact"))
        {
            var client = Client(server);
            var request = await Request(client, steps: 300);
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
        var repeated = await Request(again, steps: 300);
        Assert.Equal(ids[1], (await again.CreateAsync(repeated with { Name = "job 1" }, "key 1")).Id);
        Assert.Equal(JobState.Paused, paused.State);
        Assert.Equal(JobState.Paused, (await again.JobAsync(ids[3])).State);
        foreach (var id in ids[..3])
        {
            Assert.Equal(JobState.Succeeded, (await again.WaitAsync(id)).State);
            Assert.NotEmpty(await again.ResultAsync(id));
        }

        Assert.Equal(4, (await again.JobsAsync()).Items.Count);
    }

    [Fact]
    public async Task Kill_LongBeforeTheFirstInterval_GoesOnFromAnEarlyCheckpoint()
    {
        using var folder = new TempFolder();
        string id;
        int done;
        using (var server = await ServerProcess.Start(Command, folder.Path, "--network", "compact"))
        {
            var client = Client(server);
            var request = await Request(client, steps: 100_000);
            request = request with { Options = new Dictionary<string, string>(request.Options!) { ["optimizer"] = "adam" } }; // which does not end before its last step
            id = (await client.CreateAsync(request)).Id;
            await UntilPainted(client, id);
            await Task.Delay(TimeSpan.FromSeconds(7));
            done = (await client.JobAsync(id)).Progress!.Number;
            server.Kill();
        }

        using var second = await ServerProcess.Start(Command, folder.Path, "--network", "compact");
        var again = Client(second);
        var first = await FirstStepAfter(again, id);
        Assert.True(first > done / 3, $"went on at step {first}, {done} were done"); // five of seven seconds, less what the machine does besides
        Assert.Equal(JobState.Succeeded, (await again.KeepAsync(id)).State);
    }

    [Fact]
    public async Task Terminate_WhileAJobIsPainted_KeepsWhatIsDoneWithinTenSeconds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var folder = new TempFolder();
        string id;
        int done;
        using (var server = await ServerProcess.Start(Command, folder.Path, "--network", "compact", "--log-json"))
        {
            var client = Client(server);
            id = (await client.CreateAsync(await Request(client, steps: 100_000))).Id;
            done = await UntilPainted(client, id);

            var (code, took) = server.Terminate();

            Assert.Equal(0, code);
            Assert.True(took < TimeSpan.FromSeconds(10), $"{took}");
            Assert.Contains(server.Log, line => line.Contains($"\"JobId\":\"{id}\"", StringComparison.Ordinal));
        }

        using var second = await ServerProcess.Start(Command, folder.Path, "--network", "compact");
        var again = Client(second);
        var first = await FirstStepAfter(again, id);
        Assert.True(first > done, $"went on at step {first}, {done} were done");
        Assert.Equal(JobState.Succeeded, (await again.KeepAsync(id)).State);
    }

    private static StudioClient Client(ServerProcess server) => new(new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(40) });

    private static async Task<JobRequest> Request(StudioClient client, int steps) => new()
    {
        Content = (await client.UploadAsync(new MemoryStream(TinyPng.Of(32, 24, seed: 1)))).Id,
        Styles = [new StyleChoice { Sample = "sea" }],
        Options = new Dictionary<string, string> { ["size"] = "32", ["steps"] = $"{steps}", ["no-guard"] = "true" },
    };

    private static async Task<int> UntilPainted(StudioClient client, string id)
    {
        while (true)
        {
            if (await client.JobAsync(id) is { Progress.Number: > 10 and var number })
            {
                return number;
            }

            await Task.Delay(20);
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
