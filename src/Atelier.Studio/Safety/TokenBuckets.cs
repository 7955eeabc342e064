namespace Atelier.Studio.Safety;

/// <summary>
/// How much each client may still ask for: so many a second, ten times as many at once. It is reckoned when somebody asks. The limiters of .NET
/// have a clock that ticks ten times a second, and each tick wakes threads that a job has to wait for.
/// </summary>
/// <param name="rate">How many a second.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBuckets(int rate, TimeProvider time)
{
    private const int Reserve = 10;
    private const int LeastKept = 1000;

    private readonly Dictionary<string, (double Tokens, long Time)> _buckets = [];
    private readonly Lock _lock = new();
    private int _most = LeastKept;

    private double Full => (double)rate * Reserve;

    /// <summary>Takes one.</summary>
    /// <returns>How long a client has to wait who has none; else zero.</returns>
    public TimeSpan Take(string client)
    {
        lock (_lock)
        {
            var tokens = _buckets.TryGetValue(client, out var bucket) ? Now(bucket) : Full;
            if (tokens < 1)
            {
                return TimeSpan.FromSeconds((1 - tokens) / rate);
            }

            if (_buckets.Count >= _most)
            {
                Forget();
                _most = Math.Max(LeastKept, _buckets.Count * 2); // so that looking through all of them stays rare
            }

            _buckets[client] = (tokens - 1, time.GetTimestamp());
            return TimeSpan.Zero;
        }
    }

    private double Now((double Tokens, long Time) bucket) => Math.Min(Full, bucket.Tokens + (time.GetElapsedTime(bucket.Time).TotalSeconds * rate));

    // Who has been away for so long that all is there again is as good as new.
    private void Forget()
    {
        foreach (var client in _buckets.Where(b => Now(b.Value) >= Full).Select(b => b.Key).ToArray())
        {
            _buckets.Remove(client);
        }
    }
}
