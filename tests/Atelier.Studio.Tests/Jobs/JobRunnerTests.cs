using System.Net;
using Atelier.Studio.Jobs;

namespace Atelier.Studio.Tests.Jobs;

/// <summary>What becomes of jobs while the database cannot be written.</summary>
public sealed class JobRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HandEngine _engine = new();

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task End_ThatCannotBeWritten_IsHeldInMemoryAndWrittenLater()
    {
        string id;
        await using (var host = await StudioHost.Start(engine: _engine.Run, folder: _folder))
        {
            id = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
            await host.Until(id, j => j.State == JobState.Running);
            Refuse();
            _engine.Step();

            var ended = await host.Until(id, j => j.State == JobState.Succeeded);

            Assert.NotEmpty(await host.Client.GetResultAsync(id));
            Assert.Equal(ended.Id, Assert.Single((await host.Client.GetJobsAsync([JobState.Succeeded])).Items).Id);
            Assert.Empty((await host.Client.GetJobsAsync([JobState.Running])).Items);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Http.GetAsync(new Uri("health/ready", UriKind.Relative))).StatusCode);
            host.Time.Advance(TimeSpan.FromHours(1));
            host.Get<JobStore>().FilesInUse().ToList().ForEach(f => Assert.True(host.Get<Atelier.Studio.Pictures.BlobStore>().Has(f)));

            Accept();
            Assert.True(host.Get<JobStore>().CanWrite());
            Assert.False(host.Get<JobStore>().HasHeld);
            Assert.Equal(JobState.Succeeded, (await host.Client.GetJobAsync(id)).State);
        }

        await using var again = await StudioHost.Start(folder: _folder);
        Assert.Equal(JobState.Succeeded, (await again.Client.GetJobAsync(id)).State);
        Assert.NotEmpty(await again.Client.GetResultAsync(id));
    }

    [Fact]
    public async Task Begin_ThatCannotBeWritten_LeavesTheJobWaiting()
    {
        await using var host = await StudioHost.Start(engine: _engine.Run, folder: _folder);
        Refuse();
        var id = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
        _engine.Step();

        Assert.Equal(JobState.Queued, (await host.Client.GetJobAsync(id)).State);
        Accept();

        await host.Until(id, j => j.State == JobState.Succeeded);
    }

    [Fact]
    public async Task Run_ThatBreaksInAnUnforeseenWay_FailsTheJobAndIsTold()
    {
        await using var host = await StudioHost.Start(engine: (_, _, _, _, _) => throw new IOException("The cable was pulled."), folder: _folder);
        var id = (await host.Client.CreateAsync(await host.SmallJob())).Id;

        var failed = await host.Client.WaitAsync(id);

        Assert.Equal(JobState.Failed, failed.State);
        Assert.DoesNotContain("cable", failed.Error!.Text, StringComparison.Ordinal);
        await host.Client.DeleteAsync(id);
    }

    [Fact]
    public async Task Run_ThatFailed_CanBeResumedForADayFromItsCheckpoint()
    {
        var isBroken = true;
        await using var host = await StudioHost.Start(
            engine: (pictures, options, progress, checkpoints, cancellation) => isBroken
                ? throw new InvalidOperationException("The cable was pulled.")
                : HandEngine.AtOnce(pictures, options, progress, checkpoints, cancellation),
            folder: _folder);
        var id = (await host.Client.CreateAsync(await host.SmallJob())).Id;
        var failed = await host.Client.WaitAsync(id);
        await File.WriteAllTextAsync(Checkpoint(id), "hours of work", TestContext.Current.CancellationToken);
        host.Get<RetentionService>().Clean();
        Assert.True(File.Exists(Checkpoint(id)));
        Assert.Equal(failed.Ended + TimeSpan.FromDays(1), failed.ResumableUntil);

        isBroken = false;
        Assert.Null((await host.Client.ResumeAsync(id)).Error);

        await host.Until(id, j => j.State == JobState.Succeeded);
        isBroken = true;
        var other = (await host.Client.CreateAsync(await host.SmallJob(seed: 1))).Id;
        await host.Client.WaitAsync(other);
        await File.WriteAllTextAsync(Checkpoint(other), "hours of work", TestContext.Current.CancellationToken);
        host.Time.Advance(TimeSpan.FromDays(1.1));
        host.Get<RetentionService>().Clean();
        Assert.False(File.Exists(Checkpoint(other)));
        await Refusal.Of(HttpStatusCode.Conflict, () => host.Client.ResumeAsync(other));
    }

    [Fact]
    public async Task Checkpoint_OfAnEndThatIsHeldInMemory_StaysUntilThatIsWritten()
    {
        string id;
        await using (var host = await StudioHost.Start(engine: _engine.Run, folder: _folder))
        {
            id = (await host.Client.CreateAsync(await host.SmallJob(steps: 1))).Id;
            await host.Until(id, j => j.State == JobState.Running);
            await File.WriteAllTextAsync(Checkpoint(id), "hours of work", TestContext.Current.CancellationToken);
            Refuse();
            _engine.Step();
            await host.Until(id, j => j.State == JobState.Succeeded);
            await host.Until(id, _ => host.Get<JobRunner>().RunningCount == 0);

            Assert.True(File.Exists(Checkpoint(id)));
            Accept();
        }

        await using var again = await StudioHost.Start(engine: _engine.Run, folder: _folder); // what was held was written at the end
        Assert.Equal(JobState.Succeeded, (await again.Client.GetJobAsync(id)).State);
        again.Get<RetentionService>().Clean();
        Assert.False(File.Exists(Checkpoint(id)));
    }

    private string Checkpoint(string id) => Path.Combine(_folder.Path, "checkpoints", id + Atelier.Checkpoints.Checkpoint.Extension);

    private void Refuse() => TestDatabase.Execute(_folder, "CREATE TRIGGER refused BEFORE UPDATE ON jobs BEGIN SELECT RAISE(ABORT, 'refused'); END");

    private void Accept() => TestDatabase.Execute(_folder, "DROP TRIGGER refused");
}
