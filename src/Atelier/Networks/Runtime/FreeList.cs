namespace Atelier.Networks.Runtime;

/// <summary>
/// Which parts of a region are taken. The smallest part that is large enough is given, and parts that are freed join their
/// neighbours, so that a step, which takes the same sizes in the same order as the one before, finds the same places.
/// </summary>
/// <param name="capacity">The size of the region.</param>
internal sealed class FreeList(long capacity)
{
    private readonly SortedList<long, long> _free = []; // start → size; no two of them touch
    private readonly Dictionary<long, long> _taken = [];
    private long _end;

    /// <summary>The bytes that are taken.</summary>
    public long InUse { get; private set; }

    /// <summary>The free parts below the end of what was ever taken: where each starts, and its size.</summary>
    public IEnumerable<KeyValuePair<long, long>> Free => _free;

    /// <summary>Takes a part of a size and says where it starts; null where there is none.</summary>
    public long? Take(long size)
    {
        if ((BestFit(size) is { } found ? Cut(found, size) : Grow(size)) is not { } start)
        {
            return null;
        }

        _taken[start] = size;
        InUse += size;
        return start;
    }

    /// <summary>Frees the part that starts there, if there is one.</summary>
    public bool TryReturn(long start)
    {
        if (!_taken.Remove(start, out var size))
        {
            return false;
        }

        InUse -= size;
        if (_free.Remove(start + size, out var after))
        {
            size += after;
        }

        _free[start] = size;
        var place = _free.IndexOfKey(start);
        if (place > 0 && _free.GetKeyAtIndex(place - 1) + _free.GetValueAtIndex(place - 1) == start)
        {
            _free.SetValueAtIndex(place - 1, _free.GetValueAtIndex(place - 1) + size);
            _free.RemoveAt(place);
        }

        return true;
    }

    private long? BestFit(long size)
    {
        long? best = null;
        var least = long.MaxValue;
        foreach (var (start, length) in _free)
        {
            if (length >= size && length < least)
            {
                (best, least) = (start, length);
            }
        }

        return best;
    }

    private long Cut(long start, long size)
    {
        _free.Remove(start, out var length);
        if (length > size)
        {
            _free[start + size] = length - size;
        }

        return start;
    }

    // What is free at the very end is part of a new block.
    private long StartOfGrowth =>
        _free.Count > 0 && _free.GetKeyAtIndex(_free.Count - 1) is var last && last + _free.GetValueAtIndex(_free.Count - 1) == _end ? last : _end;

    private long? Grow(long size)
    {
        var start = StartOfGrowth;
        if (size > capacity - start)
        {
            return null;
        }

        _free.Remove(start);
        _end = start + size;
        return start;
    }
}
