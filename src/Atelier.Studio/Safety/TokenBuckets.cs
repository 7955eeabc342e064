namespace Atelier.Studio.Safety;

/// <summary>How often each client may still do something: so many times at once, and so many a second.</summary>
/// <param name="rate">How many a second.</param>
/// <param name="reserve">How many at once.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBuckets(double rate, double reserve, TimeProvider time)
{
    private const int LeastKept = 1000;

    // When the bucket of a client will be full again, in seconds since the first request; one that is full needs no place.
    private readonly Dictionary<string, double> _full = [];
    private readonly Lock _lock = new();
    private readonly long _began = time.GetTimestamp();
    private int _most = LeastKept;

    private double Now => time.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Takes one.</summary>
    /// <returns>How long a client has to wait who has none; else zero.</returns>
    public TimeSpan Take(string client)
    {
        lock (_lock)
        {
            var now = Now;
            var wait = WaitAt(now, client);
            if (wait == TimeSpan.Zero)
            {
                if (_full.Count >= _most)
                {
                    Forget(now);
                }

                _full[client] = Math.Max(now, _full.GetValueOrDefault(client)) + (1 / rate);
            }

            return wait;
        }
    }

    /// <summary>How long a client has to wait before there is one to take; zero where there is.</summary>
    public TimeSpan Wait(string client)
    {
        lock (_lock)
        {
            return WaitAt(Now, client);
        }
    }

    // The bucket lacks what comes in until it is full; a client waits until it lacks one less than its reserve.
    private TimeSpan WaitAt(double now, string client)
    {
        var seconds = _full.GetValueOrDefault(client) - now - ((reserve - 1) / rate);
        return seconds > 1e-9 ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
    }

    private void Forget(double now)
    {
        foreach (var client in _full.Where(c => c.Value <= now).Select(c => c.Key).ToArray())
        {
            _full.Remove(client);
        }

        _most = Math.Max(LeastKept, _full.Count * 2); // so that looking through all of them stays rare
    }
}
