using System.Net;

namespace Atelier.Studio.Tests.Api;

public sealed class EventsTests
{
    [Fact]
    public async Task Newcomer_ToAJobThatIsPainted_HearsAllSoFarAndWhatFollows()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var id = (await host.Client.CreateAsync(await host.SmallJob(steps: 5))).Id;
        engine.Step(3);
        await host.Until(id, j => j.Progress?.Number == 3);
        List<JobEvent> events = [];

        await foreach (var one in host.Client.WatchAsync(id))
        {
            events.Add(one);
            if (events.Count == 3)
            {
                engine.Step(2);
            }
        }

        Assert.Equal("history", events[0].Kind);
        Assert.Equal([1f, 2f, 3f], events[0].Read<HistoryEvent>().Points.Select(p => p[0]));
        Assert.Equal("progress", events[1].Kind);
        Assert.Equal(3, events[1].Read<ProgressEvent>().Progress.Number);
        Assert.Equal(new StateEvent(JobState.Running, null), events.First(e => e.Kind == "state").Read<StateEvent>());
        Assert.Equal(new StateEvent(JobState.Succeeded, null), events[^1].Read<StateEvent>());
        Assert.Equal([4f, 5f], events.Skip(2).Where(e => e.Kind == "progress").SelectMany(e => e.Read<ProgressEvent>().Points).Select(p => p[0]));
        Assert.Equal("painted by hand", events.Single(e => e.Kind == "warning").Read<WarningEvent>().Text);
    }

    [Fact]
    public async Task Watcher_ThatComesBack_MissesNothingAndHearsNothingTwice()
    {
        using var engine = new HandEngine();
        await using var host = await StudioHost.Start(engine: engine.Run);
        var id = (await host.Client.CreateAsync(await host.SmallJob(steps: 20))).Id;
        await host.Until(id, j => j.State == JobState.Running);
        List<float> points = [];
        string? last = null;
        var isOver = false;
        var visits = 0;

        while (!isOver)
        {
            visits++;
            if (points.Count < 20)
            {
                engine.Step(1);
            }

            await foreach (var one in host.Client.WatchAsync(id, last))
            {
                last = one.Id is { Length: > 0 } given ? given : last;
                points.AddRange(one.Kind switch
                {
                    "history" => one.Read<HistoryEvent>().Points.Select(p => p[0]),
                    "progress" => one.Read<ProgressEvent>().Points.Select(p => p[0]),
                    _ => [],
                });
                isOver |= one.Kind == "state" && one.Read<StateEvent>().State == JobState.Succeeded;
                if (one.Kind == "progress" && one.Id is { Length: > 0 })
                {
                    break; // goes away in the middle
                }

                if (points.Count < 20)
                {
                    engine.Step(1);
                }
            }
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(i => (float)i), points);
        Assert.True(visits > 1);
        Assert.Empty(await Events(host, id, last)); // nothing more: a browser asks no more either
    }

    [Fact]
    public async Task Watcher_OfAJobThatHasEnded_HearsHowItEnded()
    {
        await using var host = await StudioHost.Start();
        var id = (await host.Client.CreateAsync(await host.SmallJob(steps: 4))).Id;
        await host.Client.WaitAsync(id);
        host.Get<Atelier.Studio.Jobs.JobEventStreams>().Forget(id); // as after a restart

        var events = await Events(host, id, null);

        Assert.Equal(["history", "progress", "preview", "state"], events.Select(e => e.Kind));
        Assert.Equal(JobState.Succeeded, events[^1].Read<StateEvent>().State);
        using var preview = await host.Http.GetAsync(new Uri(events[2].Read<PreviewEvent>().Url, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/v1/jobs/{id}/preview", UriKind.Relative));
        again.Headers.IfNoneMatch.Add(preview.Headers.ETag!);
        using var unchanged = await host.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    private static async Task<List<JobEvent>> Events(StudioHost host, string id, string? last)
    {
        List<JobEvent> events = [];
        await foreach (var one in host.Client.WatchAsync(id, last))
        {
            events.Add(one);
        }

        return events;
    }
}
