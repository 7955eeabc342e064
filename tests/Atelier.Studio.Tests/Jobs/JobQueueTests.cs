using Atelier.Studio.Jobs;

namespace Atelier.Studio.Tests.Jobs;

public sealed class JobQueueTests
{
    private static long _number;

    [Fact]
    public void Take_OfJobsOfSeveralClients_TakesTurns()
    {
        using var queue = new JobQueue();
        foreach (var (id, client) in new[] { ("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("b2", "b"), ("c1", "c") })
        {
            queue.Add(Job(id, client));
        }

        Assert.Equal(4, queue.Place("b2"));
        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "a3"], Enumerable.Range(0, 6).Select(_ => queue.Take(CancellationToken.None).Id));
    }

    [Fact]
    public void Take_AfterAClientWasServed_GivesTheOtherItsTurn()
    {
        using var queue = new JobQueue();
        queue.Add(Job("a1", "a"));
        queue.Add(Job("a2", "a"));
        Assert.Equal("a1", queue.Take(CancellationToken.None).Id);
        queue.Add(Job("b1", "b"));

        Assert.Equal("b1", queue.Take(CancellationToken.None).Id);
    }

    [Fact]
    public void Take_OfAnInterruptedJob_GoesOverPriority()
    {
        using var queue = new JobQueue();
        queue.Add(Job("high", "a", priority: 10));
        queue.Add(Job("interrupted", "b") with { IsFirst = true });
        queue.Add(Job("removed", "b") with { IsFirst = true });
        queue.Remove("removed");

        Assert.Equal("interrupted", queue.Take(CancellationToken.None).Id);
        Assert.Equal("high", queue.Take(CancellationToken.None).Id);
        Assert.Throws<OperationCanceledException>(() => queue.Take(new CancellationToken(canceled: true)));
    }

    private static JobRow Job(string id, string client, int priority = 0) => new()
    {
        Id = id,
        Number = ++_number,
        Client = client,
        Request = new JobRequest { Priority = priority },
        Created = DateTimeOffset.UnixEpoch,
    };
}
