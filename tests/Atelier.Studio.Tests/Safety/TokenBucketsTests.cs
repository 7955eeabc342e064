using Atelier.Studio.Safety;

namespace Atelier.Studio.Tests.Safety;

public sealed class TokenBucketsTests
{
    [Fact]
    public void Client_ThatAsksTooOften_IsToldWhenToAskAgain()
    {
        var time = new StandingTime();
        var buckets = new TokenBuckets(2, 20, time);

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(TimeSpan.Zero, buckets.Take("one")));
        Assert.Equal(TimeSpan.FromSeconds(0.5), buckets.Take("one"));
        Assert.Equal(TimeSpan.Zero, buckets.Take("another"));

        time.Seconds = 1;
        Assert.Equal(TimeSpan.Zero, buckets.Take("one"));
        Assert.Equal(TimeSpan.Zero, buckets.Take("one"));
        Assert.Equal(TimeSpan.FromSeconds(0.5), buckets.Take("one"));
    }

    [Fact]
    public void Clients_OfWhomThereAreMany_AreForgottenOnlyWhenTheyAreAsGoodAsNew()
    {
        var time = new StandingTime();
        var buckets = new TokenBuckets(1, 10, time);
        while (buckets.Take("greedy") == TimeSpan.Zero)
        {
        }

        for (var i = 0; i < 3000; i++)
        {
            buckets.Take($"client {i}");
        }

        Assert.NotEqual(TimeSpan.Zero, buckets.Take("greedy"));
        time.Seconds = 60;
        Assert.Equal(TimeSpan.Zero, buckets.Take("greedy"));
    }

    private sealed class StandingTime : TimeProvider
    {
        public double Seconds { get; set; }

        public override long GetTimestamp() => (long)(Seconds * TimestampFrequency);
    }
}
