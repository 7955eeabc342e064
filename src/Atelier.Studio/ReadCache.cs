namespace Atelier.Studio;

/// <summary>
/// What was read and still holds. Who writes forgets what it has changed once that is kept; what was read before then is not taken in
/// afterwards, so that nobody reads what is no longer so.
/// </summary>
/// <param name="most">How many values at most; one more, and all go.</param>
internal sealed class ReadCache<TKey, TValue>(int most)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, TValue> _values = [];
    private long _changes;

    /// <summary>The value of a key, read where it is not there; null is read again the next time.</summary>
    public TValue? Get(TKey key, Func<TValue?> read)
    {
        long changes;
        lock (_lock)
        {
            if (_values.TryGetValue(key, out var there))
            {
                return there;
            }

            changes = _changes;
        }

        var value = read();
        if (value is not null)
        {
            lock (_lock)
            {
                if (changes == _changes)
                {
                    if (_values.Count >= most)
                    {
                        _values.Clear();
                    }

                    _values[key] = value;
                }
            }
        }

        return value;
    }

    public void Forget(TKey key)
    {
        lock (_lock)
        {
            _changes++;
            _values.Remove(key);
        }
    }

    public void ForgetAll()
    {
        lock (_lock)
        {
            _changes++;
            _values.Clear();
        }
    }
}
