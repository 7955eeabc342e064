using System.Net;
using Atelier.Studio.Jobs;

namespace Atelier.Studio.Tests.Jobs;

public sealed class RetentionServiceTests
{
    [Fact]
    public async Task Clean_AfterItsDays_RemovesEndedJobsAndTheirFilesOnly()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(s => s with { KeepDays = 30 }, engine.Run);
        var ended = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
        engine.Step();
        await host.Until(ended, j => j.State == JobState.Succeeded);
        var unused = await host.Upload(seed: 77);
        var other = await host.SmallJob(steps: 5, seed: 9);
        other = other with { Content = (await host.Upload(seed: 78)).Id };
        var running = (await host.Client.CreateAsync(other)).Id;
        var queued = (await host.Client.CreateAsync(other)).Id;
        await host.Until(running, j => j.State == JobState.Running);
        var result = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await host.Client.GetResultAsync(ended)));
        var before = host.Folder.FilesIn("files");

        host.Get<RetentionService>().Clean();
        Assert.Equal(before, host.Folder.FilesIn("files"));

        host.Time.Advance(TimeSpan.FromDays(31));
        host.Get<RetentionService>().Clean();

        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetJobAsync(ended));
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetPictureAsync(unused.Id));
        Assert.Equal(JobState.Running, (await host.Client.GetJobAsync(running)).State);
        Assert.Equal(JobState.Queued, (await host.Client.GetJobAsync(queued)).State);
        Assert.NotEmpty(await host.Client.GetPictureAsync(other.Content!));
        Assert.Contains(host.Folder.FilesIn("files"), f => Path.GetFileName(f) == other.Content);
        Assert.DoesNotContain(host.Folder.FilesIn("files"), f => Path.GetFileName(f) == result);
        Assert.DoesNotContain(host.Folder.FilesIn("thumbnails"), f => Path.GetFileName(f).StartsWith(unused.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clean_UnlessToldOtherwise_KeepsJobsForEver()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var id = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
        engine.Step();
        var job = await host.Until(id, j => j.State == JobState.Succeeded);

        host.Time.Advance(TimeSpan.FromDays(5000));
        host.Get<RetentionService>().Clean();

        Assert.Null(job.Expires);
        Assert.Null((await host.Client.GetInfoAsync()).KeepDays);
        Assert.NotEmpty(await host.Client.GetResultAsync(id));
    }

    [Fact]
    public async Task Clean_OfAPinnedJob_KeepsIt()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(s => s with { KeepDays = 2 }, engine.Run);
        Assert.Equal(2, (await host.Client.GetInfoAsync()).KeepDays);
        List<string> ids = [];
        for (var i = 0; i < 2; i++)
        {
            ids.Add((await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id);
            engine.Step();
            var job = await host.Until(ids[i], j => j.State == JobState.Succeeded);
            Assert.Equal(job.Ended!.Value.AddDays(2), job.Expires);
            Assert.False(job.Pinned);
        }

        var pinned = await host.Client.PinAsync(ids[0]);
        Assert.True(pinned.Pinned);
        Assert.Null(pinned.Expires);
        host.Time.Advance(TimeSpan.FromDays(3));
        host.Get<RetentionService>().Clean();

        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetJobAsync(ids[1]));
        Assert.NotEmpty(await host.Client.GetResultAsync(ids[0]));
        Assert.NotNull((await host.Client.UnpinAsync(ids[0])).Expires);
        host.Get<RetentionService>().Clean();
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetJobAsync(ids[0]));
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.PinAsync(ids[0]));
    }

    [Fact]
    public async Task Clean_AboveItsSize_RemovesTheOldestEndedJobs()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(s => s with { KeepBytes = 2 << 20, UploadBytes = 4096 }, engine.Run); // just above the samples
        var shelf = host.Get<Atelier.Studio.Pictures.BlobStore>();
        Assert.True(shelf.Bytes < 2 << 20);
        var request = await host.SmallJob(steps: 1);
        List<string> ids = [];
        for (var i = 0; i < 2; i++)
        {
            ids.Add((await host.Client.CreateAsync(request)).Id);
            engine.Step();
            await host.Until(ids[^1], j => j.State == JobState.Succeeded);
        }

        shelf.Keep(new byte[(2 << 20) - shelf.Bytes + 1]); // one byte too many, which no job needs
        host.Time.Advance(TimeSpan.FromHours(1));
        host.Get<RetentionService>().Clean();

        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetJobAsync(ids[0]));
        Assert.Equal(JobState.Succeeded, (await host.Client.GetJobAsync(ids[1])).State);
    }

    [Fact]
    public async Task Clean_AboveItsSize_KeepsJobsThatCanBeResumed()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(s => s with { KeepBytes = 2 << 20, UploadBytes = 4096 }, engine.Run);
        var id = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
        await host.Client.CancelAsync(id);
        host.Get<Atelier.Studio.Pictures.BlobStore>().Keep(new byte[2 << 20]); // which no job needs

        host.Get<RetentionService>().Clean();
        Assert.NotNull((await host.Client.GetJobAsync(id)).ResumableUntil);

        host.Time.Advance(TimeSpan.FromDays(1.1));
        host.Get<RetentionService>().Clean();
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetJobAsync(id));
    }
}
