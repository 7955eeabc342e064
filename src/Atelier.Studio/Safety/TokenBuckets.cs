namespace Atelier.Studio.Safety;

/// <summary>How often each client may still do something: so many times at once, and so many a second.</summary>
/// <param name="rate">How many a second.</param>
/// <param name="reserve">How many at once.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBuckets(double rate, double reserve, TimeProvider time)
{
    private const int LeastKept = 1000;

    private readonly Dictionary<string, (double Tokens, long Time)> _buckets = [];
    private readonly Lock _lock = new();
    private int _most = LeastKept;

    /// <summary>Takes one.</summary>
    /// <returns>How long a client has to wait who has none; else zero.</returns>
    public TimeSpan Take(string client)
    {
        lock (_lock)
        {
            var tokens = Tokens(client);
            if (tokens < 1)
            {
                return WaitWith(tokens);
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

    /// <summary>How long a client has to wait before there is one to take; zero where there is.</summary>
    public TimeSpan Wait(string client)
    {
        lock (_lock)
        {
            return WaitWith(Tokens(client));
        }
    }

    private TimeSpan WaitWith(double tokens) => tokens < 1 ? TimeSpan.FromSeconds((1 - tokens) / rate) : TimeSpan.Zero;

    private double Tokens(string client) => _buckets.TryGetValue(client, out var bucket) ? Now(bucket) : reserve;

    private double Now((double Tokens, long Time) bucket) => Math.Min(reserve, bucket.Tokens + (time.GetElapsedTime(bucket.Time).TotalSeconds * rate));

    // A client that has been away until its bucket is full again is as good as new.
    private void Forget()
    {
        foreach (var client in _buckets.Where(b => Now(b.Value) >= reserve).Select(b => b.Key).ToArray())
        {
            _buckets.Remove(client);
        }
    }
}
