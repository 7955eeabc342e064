using System.Net;
using Atelier.Cli.Tests;
using Atelier.Studio.Data;

namespace Atelier.Studio.Tests.Data;

/// <summary>A studio whose disk is full: nothing breaks, nothing is stuck, and it goes on when there is room.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallDisk _disk;
    private FileStream? _other;

    public FullDiskTests() => _disk = new SmallDisk(Data, 24 << 10);

    private string Data => Path.Combine(_folder.Path, "disk");

    public void Dispose()
    {
        _other?.Dispose();
        _disk.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Requests_ThatNeedRoom_Are507AndJobsCanBeRemoved()
    {
        await using var host = await StudioHost.Start(s => s with { DataFolder = Data }, HandEngine.AtOnce);
        var request = await host.SmallJob();
        var job = await host.Client.CreateAsync(request);
        await host.Until(job.Id, j => j.State == JobState.Succeeded);
        using (Fill())
        {
            var refusal = await Refusal.Of(HttpStatusCode.InsufficientStorage, () => host.Upload(400, 300, seed: 8));
            Assert.EndsWith("folder-full", refusal.Problem!.Type, StringComparison.Ordinal);
            using var ready = await host.Http.GetAsync(new Uri("health/ready", UriKind.Relative));
            await Refusal.IsProblem(HttpStatusCode.ServiceUnavailable, ready);
            Assert.Contains("is full", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(Path.Combine(Data, "incoming")));

            await host.Client.DeleteAsync(job.Id); // there is a reserve for that
            TakeReserve();
            await Refusal.Of(HttpStatusCode.InsufficientStorage, () => UntilRefused(() => host.Client.CreateAsync(request)));
        }

        Assert.True(host.Get<DataFolder>().HasRoom());
        await host.Upload(400, 300, seed: 8);
        using var readyAgain = await host.Http.GetAsync(new Uri("health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, readyAgain.StatusCode);
        job = await host.Client.CreateAsync(request);
        await host.Until(job.Id, j => j.State == JobState.Succeeded);
    }

    [Fact]
    public async Task Job_WhoseResultFindsNoRoom_IsPausedAndCanGoOn()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(s => s with { DataFolder = Data }, engine.Run);
        var running = (await host.Client.CreateAsync(await host.SmallJob(steps: 2))).Id;
        var queued = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
        engine.Step();
        await host.Until(running, j => j.Progress?.Number == 1);
        using (Fill())
        {
            TakeReserve();
            engine.Step();

            var paused = await host.Until(running, j => j.State == JobState.Paused);

            Assert.Single(paused.Warnings, w => w.Code == "folder-full");
            Assert.Equal(JobState.Paused, (await host.Client.GetJobsAsync()).Items.Single(j => j.Id == running).State);
            Assert.Equal([running], (await host.Client.GetJobsAsync([JobState.Paused])).Items.Select(j => j.Id));
            Assert.Equal(JobState.Queued, (await host.Client.GetJobAsync(queued)).State);
        }

        engine.Step(3);
        await host.Until(queued, j => j.State == JobState.Succeeded);
        await host.Client.ResumeAsync(running);
        await host.Until(running, j => j.State == JobState.Succeeded);
        Assert.NotEmpty(await host.Client.GetResultAsync(running));
    }

    [Fact]
    public void Start_OnAFullDisk_IsRefusedInOneLine()
    {
        using (DataFolder.Open(Data))
        {
        }

        TakeReserve();

        var refusal = Assert.Throws<OptionsException>(() => StudioServer.Build(new StudioSettings { Port = 0, DataFolder = Data }));

        Assert.Contains("is full", refusal.Message, StringComparison.Ordinal);
    }

    // Until nothing has room; who disposes it makes room again.
    private FileStream Fill()
    {
        _other ??= new FileStream(
            Path.Combine(Data, "of-others"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        try
        {
            while (true)
            {
                _other.Write(new byte[1024]);
            }
        }
        catch (IOException)
        {
            return _other; // nothing more has room
        }
    }

    // As another program does that writes at the same time.
    private void TakeReserve()
    {
        File.Delete(Path.Combine(Data, "reserve"));
        Fill();
    }

    // Where its log has room left, the database takes some.
    private static async Task UntilRefused(Func<Task> request)
    {
        for (var i = 0; i < 100; i++)
        {
            await request();
        }
    }
}
