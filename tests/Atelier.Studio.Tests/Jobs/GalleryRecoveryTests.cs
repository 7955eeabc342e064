using Atelier.Studio.Data;
using Atelier.Studio.Jobs;

namespace Atelier.Studio.Tests.Jobs;

public sealed class GalleryRecoveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_WithoutItsDatabase_MakesTheGalleryAnewAndClearsNothingAway()
    {
        Job first;
        Job larger;
        PictureInfo unused;
        await using (var host = await StudioHost.Start(folder: _folder))
        {
            var mask = (await host.Upload(seed: 5)).Id;
            var request = await host.SmallJob(steps: 3, seed: 7, name: "harbour");
            request = request with
            {
                Preset = "fast",
                Regions = [new RegionChoice { Mask = mask, Style = new StyleChoice { Sample = "sea" }, StyleMask = request.Styles![0].Picture }],
            };
            first = await Painted(host, request);
            larger = await Painted(host, new JobRequest { ContinueFrom = first.Id, Options = new Dictionary<string, string> { ["size"] = "48" } });
            unused = await host.Upload(seed: 99);
        }

        File.Delete(Path.Combine(_folder.Path, DataFolder.DatabaseName));
        var files = _folder.FilesIn("files");
        for (var start = 0; start < 2; start++) // the second time the database is there, and so is all else
        {
            await using var host = await StudioHost.Start(folder: _folder);
            host.Time.Advance(TimeSpan.FromDays(100));
            host.Get<RetentionService>().Clean();

            Assert.Equal(files, _folder.FilesIn("files"));
            var jobs = (await host.Client.GetJobsAsync()).Items;
            Assert.Equal(2, jobs.Count);
            AssertSame(larger with { Name = "untitled", ContinueFrom = jobs[1].Id }, jobs[0]);
            AssertSame(first with { Name = "untitled" }, jobs[1]);
            Assert.NotEmpty(await host.Client.GetResultAsync(jobs[0].Id));
            Assert.NotEmpty(await host.Client.GetPictureAsync(first.Content, 96));
        }

        await using var last = await StudioHost.Start(folder: _folder);
        var rest = (await last.Client.GetJobsAsync()).Items;
        await last.Client.DeleteAsync(rest[0].Id);
        last.Time.Advance(TimeSpan.FromDays(1));
        last.Get<RetentionService>().Clean();
        Assert.Equal(files.Count - 1, _folder.FilesIn("files").Count); // what is removed by its user goes
        Assert.Contains(_folder.FilesIn("files"), f => Path.GetFileName(f) == unused.Id);
    }

    [Fact]
    public async Task Start_WithAnOlderCopyOfItsDatabase_TakesInWhatCameSince()
    {
        var database = Path.Combine(_folder.Path, DataFolder.DatabaseName);
        Job removed;
        string uploaded;
        await using (var host = await StudioHost.Start(engine: HandEngine.AtOnce, folder: _folder))
        {
            removed = await Painted(host, await host.SmallJob(seed: 1));
            await host.Client.DeleteAsync(removed.Id); // whose files the cleaner has not seen to yet
        }

        File.Copy(database, database + ".copy");
        await using (var host = await StudioHost.Start(engine: HandEngine.AtOnce, folder: _folder))
        {
            Assert.Empty((await host.Client.GetJobsAsync()).Items);
            await Painted(host, await host.SmallJob(seed: 2));
            uploaded = (await host.Upload(seed: 99)).Id;
        }

        File.Move(database + ".copy", database, overwrite: true);
        await using var again = await StudioHost.Start(folder: _folder);
        again.Time.Advance(TimeSpan.FromDays(100));
        again.Get<RetentionService>().Clean();

        var job = Assert.Single((await again.Client.GetJobsAsync()).Items);
        Assert.Equal("2", job.Options["seed"]);
        Assert.Contains(_folder.FilesIn("files"), f => Path.GetFileName(f) == uploaded);
        Assert.NotEmpty(await again.Client.GetResultAsync(job.Id));
    }

    [Fact]
    public async Task Start_AfterAKillBetweenAResultAndItsRow_FinishesThatJob()
    {
        Job painted;
        await using (var host = await StudioHost.Start(engine: HandEngine.AtOnce, folder: _folder))
        {
            painted = await Painted(host, await host.SmallJob(seed: 1));
            var result = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await host.Client.GetResultAsync(painted.Id)));
            File.SetLastWriteTimeUtc(_folder.FilesIn("files").Single(f => Path.GetFileName(f) == result), DateTime.UtcNow.AddSeconds(1));
        }

        TestDatabase.Execute(_folder, """
            UPDATE jobs SET state = 'Running', ended = NULL,
                job = json_set(json_remove(job, '$.result', '$.width', '$.height', '$.ended'), '$.state', 'running')
            """);
        TestDatabase.Execute(_folder, """
            INSERT INTO jobs (id, client, state, job)
            SELECT replace(id, substr(id, 1, 8), '00000000'), client, 'Queued',
                json_set(job, '$.id', replace(id, substr(id, 1, 8), '00000000'), '$.state', 'queued', '$.request.options.seed', '2') FROM jobs
            """);
        using var engine = new HandEngine();
        await using var again = await StudioHost.Start(engine: engine.Run, folder: _folder);

        var jobs = (await again.Client.GetJobsAsync()).Items;
        Assert.Equal(2, jobs.Count);
        Assert.NotEqual(JobState.Succeeded, jobs[0].State); // whose seed is another
        Assert.Equal((painted.Id, JobState.Succeeded, painted.Width), (jobs[1].Id, jobs[1].State, jobs[1].Width));
        Assert.NotEmpty(await again.Client.GetResultAsync(painted.Id));
        Assert.DoesNotContain(1, engine.Begun);
    }

    [Fact]
    public async Task Start_WithoutItsDatabase_LeavesCheckpointsAndTheLogOfChanges()
    {
        await using (await StudioHost.Start(folder: _folder))
        {
        }

        var log = Path.Combine(_folder.Path, DataFolder.DatabaseName + "-wal");
        var checkpoint = Path.Combine(_folder.Path, "checkpoints", new string('a', 32) + ".atelier");
        File.Delete(Path.Combine(_folder.Path, DataFolder.DatabaseName));
        await File.WriteAllTextAsync(log, "the last changes");
        await File.WriteAllTextAsync(checkpoint, "hours of work");

        await using var host = await StudioHost.Start(folder: _folder);
        host.Get<RetentionService>().Clean();

        Assert.True(File.Exists(checkpoint));
        var aside = Assert.Single(Directory.GetFiles(_folder.Path, DataFolder.DatabaseName + "-wal-*"));
        Assert.Equal("the last changes", await File.ReadAllTextAsync(aside));
    }

    private static async Task<Job> Painted(StudioHost host, JobRequest request) =>
        await host.Until((await host.Client.CreateAsync(request)).Id, j => j.State == JobState.Succeeded);

    private static void AssertSame(Job expected, Job actual)
    {
        Assert.Equal(
            (expected.Name, expected.State, expected.Content, expected.ContinueFrom, expected.Width, expected.Height),
            (actual.Name, actual.State, actual.Content, actual.ContinueFrom, actual.Width, actual.Height));
        Assert.Equal(expected.Styles, actual.Styles);
        Assert.Equal(expected.Regions, actual.Regions);
        Assert.Equal(Effective(expected), Effective(actual)); // whatever preset they are written from
        Assert.Equal("compact", actual.Options["network"]);
        Assert.NotNull(actual.Ended);
        Assert.NotNull(actual.RecipeUrl);
    }

    // A recipe says whether a draft was made and by which network, not what was asked for.
    private static IEnumerable<string> Effective(Job job)
    {
        var options = JobOptions.Read(
            new JobRequest { Preset = job.Preset, Options = job.Options }, new StudioSettings { Network = "compact" }, (field, _, text) => Assert.Fail($"{field}: {text}"));
        return JobOptions.All.Where(o => o.Name is not ("draft" or "network")).Select(o => $"{o.Name} {o.TextIn(options)}");
    }
}
