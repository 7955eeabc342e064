using System.Net;
using Atelier.Studio.Jobs;

namespace Atelier.Studio.Tests.Api;

public sealed class JobStateTests
{
    [Fact]
    public async Task Running_Paused_Resumed_Kept_SucceedsWithThePictureSoFar()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var id = (await host.Client.CreateAsync(await host.SmallJob(steps: 100))).Id;
        engine.Step(3);
        await host.Until(id, j => j.Progress?.Number == 3);

        Assert.Equal(JobState.Paused, (await host.Client.PauseAsync(id)).State);
        await Refusal.Of(HttpStatusCode.Conflict, () => host.Client.PauseAsync(id));
        await Refusal.Of(HttpStatusCode.Conflict, () => host.Client.KeepAsync(id));
        await Refusal.Of(HttpStatusCode.Conflict, () => host.Client.DeleteAsync(id));

        Assert.Contains((await host.Client.ResumeAsync(id)).State, new[] { JobState.Queued, JobState.Running });
        await Refusal.Of(HttpStatusCode.Conflict, () => host.Client.ResumeAsync(id));
        engine.Step(2);
        await host.Until(id, j => j is { State: JobState.Running, Progress.Number: 2 });
        await Refusal.Of(HttpStatusCode.Conflict, () => host.Client.DeleteAsync(id));

        var kept = await host.Client.KeepAsync(id);

        Assert.Equal(JobState.Succeeded, kept.State);
        Assert.Equal([new Notice("by-hand", "painted by hand")], kept.Warnings);
        Assert.NotEmpty(await host.Client.GetResultAsync(id));
        await Refusal.Of(HttpStatusCode.Conflict, () => host.Client.CancelAsync(id));
        await host.Client.DeleteAsync(id);
    }

    [Fact]
    public async Task Cancelled_WhetherQueuedRunningOrPaused_HasNoResult()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var running = (await host.Client.CreateAsync(await host.SmallJob(steps: 5, seed: 1))).Id;
        var queued = (await host.Client.CreateAsync(await host.SmallJob(steps: 5, seed: 2))).Id;
        var paused = (await host.Client.CreateAsync(await host.SmallJob(steps: 5, seed: 3))).Id;
        await host.Until(running, j => j.State == JobState.Running);
        Assert.Equal(JobState.Paused, (await host.Client.PauseAsync(paused)).State);

        foreach (var id in new[] { queued, paused, running })
        {
            Assert.Equal(JobState.Cancelled, (await host.Client.CancelAsync(id)).State);
            await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetResultAsync(id));
        }

        Assert.Equal([1], engine.Begun);
    }

    [Fact]
    public async Task Resumed_AfterItWasCancelled_GoesOnWithinADay()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var running = (await host.Client.CreateAsync(await host.SmallJob(steps: 1, seed: 1))).Id;
        var queued = (await host.Client.CreateAsync(await host.SmallJob(steps: 1, seed: 2))).Id;
        var late = (await host.Client.CreateAsync(await host.SmallJob(steps: 1, seed: 3))).Id;
        await host.Until(running, j => j.State == JobState.Running);
        await host.Client.CancelAsync(late);
        var ended = await host.Client.CancelAsync(queued);
        Assert.Equal(ended.Ended + TimeSpan.FromDays(1), ended.ResumableUntil);
        Assert.NotNull((await host.Client.CancelAsync(running)).ResumableUntil);

        foreach (var id in new[] { running, queued })
        {
            var resumed = await host.Client.ResumeAsync(id);
            Assert.Contains(resumed.State, new[] { JobState.Queued, JobState.Running });
            Assert.Null(resumed.ResumableUntil);
            Assert.Null(resumed.Ended);
            engine.Step();
            Assert.Equal(JobState.Succeeded, (await host.Until(id, j => j.Ended is not null)).State);
        }

        host.Time.Advance(TimeSpan.FromDays(1.5));
        Assert.Null((await host.Client.GetJobAsync(late)).ResumableUntil);
        await Refusal.Of(HttpStatusCode.Conflict, () => host.Client.ResumeAsync(late));
    }

    [Fact]
    public async Task Cancelled_WithACheckpoint_KeepsItForADay()
    {
        await using var host = await StudioHost.Start();
        var request = await host.SmallJob(steps: 100_000);
        request = request with { Options = new Dictionary<string, string>(request.Options!) { ["optimizer"] = "adam" } }; // which does not end early
        var id = (await host.Client.CreateAsync(request)).Id;
        await host.Until(id, j => j.Progress?.Number > 3);

        var cancelled = await host.Client.CancelAsync(id);

        Assert.Equal(JobState.Cancelled, cancelled.State);
        Assert.Equal(cancelled.Progress!.Number, host.Get<JobCheckpoints>().For(id, notice => Assert.Fail(notice.Text)).Done);
        await host.Client.ResumeAsync(id);
        await host.Until(id, j => j.State == JobState.Running && j.Progress?.Number > cancelled.Progress.Number);
        Assert.Empty((await host.Client.CancelAsync(id)).Warnings);
        host.Get<RetentionService>().Clean();
        Assert.NotEmpty(host.Folder.FilesIn("checkpoints"));
        host.Time.Advance(TimeSpan.FromDays(1.1));
        host.Get<RetentionService>().Clean();
        Assert.Empty(host.Folder.FilesIn("checkpoints"));
    }

    [Fact]
    public async Task Queue_OfSeveralPriorities_IsPaintedByThem()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var first = (await host.Client.CreateAsync(await host.SmallJob(steps: 1, seed: 1))).Id;
        await host.Until(first, j => j.State == JobState.Running);
        var low = (await host.Client.CreateAsync(await host.SmallJob(steps: 1, seed: 2) with { Priority = -1 })).Id;
        var middle = (await host.Client.CreateAsync(await host.SmallJob(steps: 1, seed: 3))).Id;
        var high = (await host.Client.CreateAsync(await host.SmallJob(steps: 1, seed: 4) with { Priority = 10 })).Id;

        Assert.Equal((2, 1, 0), ((await host.Client.GetJobAsync(low)).Position, (await host.Client.GetJobAsync(middle)).Position, (await host.Client.GetJobAsync(high)).Position));
        engine.Step(4);
        await host.Until(low, j => j.State == JobState.Succeeded);

        Assert.Equal([1, 4, 3, 2], engine.Begun);
    }

    [Fact]
    public async Task Create_WithTheSameKey_IsTheSameJob()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(s => s with { Queue = 1 }, engine.Run);
        var request = await host.SmallJob();
        var running = await host.Client.CreateAsync(request, "one");
        await host.Until(running.Id, j => j.State == JobState.Running);
        var queued = await host.Client.CreateAsync(request, "two");

        Assert.Equal(queued.Id, (await host.Client.CreateAsync(request, "two")).Id);
        Assert.Equal(running.Id, (await host.Client.CreateAsync(request, "one")).Id);
        await Refusal.Of(HttpStatusCode.Conflict, () => host.Client.CreateAsync(request with { Name = "another" }, "one"));
        var full = await Refusal.Of(HttpStatusCode.ServiceUnavailable, () => host.Client.CreateAsync(request, "three"));
        Assert.NotNull(full.RetryAfter);
        await Refusal.Of(HttpStatusCode.ServiceUnavailable, () => host.Client.CreateAsync(request));
    }

    [Fact]
    public async Task List_Always_IsNewestFirstInPages()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        List<string> ids = [];
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await host.Client.CreateAsync(await host.SmallJob(seed: i))).Id);
        }

        await host.Until(ids[0], j => j.State == JobState.Running);
        ids.Reverse();

        var first = await host.Client.GetJobsAsync(limit: 3);
        var second = await host.Client.GetJobsAsync(limit: 3, after: first.Next);

        Assert.Equal(ids, first.Items.Concat(second.Items).Select(j => j.Id));
        Assert.Null(second.Next);
        Assert.Equal(ids[..^1], (await host.Client.GetJobsAsync([JobState.Queued])).Items.Select(j => j.Id));
        Assert.Equal(ids[^1..], (await host.Client.GetJobsAsync([JobState.Running, JobState.Paused])).Items.Select(j => j.Id));
        await Refusal.Of(HttpStatusCode.BadRequest, () => host.Client.GetJobsAsync(limit: 0));
        await Refusal.Of(HttpStatusCode.BadRequest, () => host.Client.GetJobsAsync(after: "x"));
    }

    [Fact]
    public async Task Create_WithFaults_NamesEveryField()
    {
        await using var host = await StudioHost.Start(s => s with { Pixels = 100_000 });
        var good = await host.SmallJob();

        var refusal = await Refusal.Of(HttpStatusCode.BadRequest, () => host.Client.CreateAsync(good with
        {
            Content = "../../etc/passwd",
            Styles = [new StyleChoice { Sample = "mona-lisa" }, new StyleChoice(), good.Styles![0]],
            Regions = [new RegionChoice { Mask = new string('0', 64) }],
            Preset = "1",
            Priority = 11,
            ContinueFrom = "x",
            Name = "a\nb",
            Options = new Dictionary<string, string>
            {
                ["size"] = "9",
                ["steps"] = "x",
                ["init"] = "/etc/passwd",
                ["network"] = "/etc/passwd",
                ["save-every"] = "1",
                ["continue"] = "/etc/passwd",
                ["nothing"] = "1",
                ["pooling"] = "min",
            },
        }));

        Assert.Equal(
            [
                "content", "continueFrom", "name", "options.continue", "options.init", "options.network", "options.nothing", "options.pooling", "options.save-every", "options.size", "options.steps",
                "preset", "priority", "regions[0].mask", "regions[0].style", "styles[0].sample", "styles[1]",
            ],
            refusal.Problem!.Errors!.Keys.Order(StringComparer.Ordinal));
        var large = await Refusal.Of(HttpStatusCode.BadRequest, () => host.Client.CreateAsync(good with { Options = new Dictionary<string, string> { ["size"] = "1000" } }));
        Assert.Contains("options.size", large.Problem!.Errors!.Keys);
    }

    [Theory]
    [InlineData("{\"content\":1}")]
    [InlineData("{\"nothing\":1}")]
    [InlineData("{\"priority\":\"1\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("")]
    public async Task Create_OfNoRequest_IsRefused(string body)
    {
        await using var host = await StudioHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/v1/jobs", UriKind.Relative)) { Content = new StringContent(body, null, "application/json") };
        request.Headers.Add("X-Atelier", "1");

        using var answer = await host.Http.SendAsync(request);

        await Refusal.IsProblem(HttpStatusCode.BadRequest, answer);
    }

    [Fact]
    public async Task NoSuchJob_WhateverIsAsked_IsNotFound()
    {
        await using var host = await StudioHost.Start();

        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetJobAsync("x"));
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.PauseAsync("x"));
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.ResumeAsync("x"));
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.CancelAsync("x"));
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.KeepAsync("x"));
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.DeleteAsync("x"));
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetPreviewAsync("x"));
        await Refusal.Of(HttpStatusCode.NotFound, () => host.Client.GetRecipeAsync("x"));
        await Refusal.Of(HttpStatusCode.NotFound, async () => await host.Client.WatchAsync("x").GetAsyncEnumerator().MoveNextAsync());
    }
}
