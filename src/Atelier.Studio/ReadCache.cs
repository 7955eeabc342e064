namespace Atelier.Studio;

/// <summary>
/// Values that were read and have not changed. A writer first stores a change, then calls <see cref="Forget"/>. A value whose reading began
/// before that call is returned to its reader but not kept, so that no later reader gets an old value.
/// </summary>
/// <param name="most">How many values are kept; one more, and all go.</param>
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

    public void Forget(TKey key) => Change(() => _values.Remove(key));

    public void ForgetAll() => Change(_values.Clear);

    private void Change(Action change)
    {
        lock (_lock)
        {
            _changes++;
            change();
        }
    }
}
