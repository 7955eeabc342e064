namespace Atelier.Studio.Jobs;

/// <summary>
/// The order of waiting jobs. Interrupted jobs go first, then the highest priority; among equals the clients take turns, each with its
/// oldest job, so that one who asks for a hundred pictures does not make another wait for all of them.
/// </summary>
internal sealed class JobQueue : IDisposable
{
    private readonly Dictionary<string, JobRow> _waiting = [];
    private readonly Dictionary<string, long> _served = [];
    private readonly SemaphoreSlim _count = new(0);
    private readonly Lock _lock = new();
    private OrderedDictionary<string, JobRow>? _order;
    private long _turn;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public void Add(JobRow job)
    {
        lock (_lock)
        {
            _waiting[job.Id] = job;
            _order = null;
        }

        _count.Release();
    }

    /// <summary>Takes a job out, if it waits.</summary>
    public void Remove(string id)
    {
        lock (_lock)
        {
            if (_waiting.Remove(id))
            {
                _order = null;
            }
        }
    }

    /// <summary>How many go before it; null where it does not wait.</summary>
    public int? Place(string id)
    {
        lock (_lock)
        {
            return Order().IndexOf(id) is var place and >= 0 ? place : null;
        }
    }

    /// <summary>Takes the next job out, and waits for one.</summary>
    /// <exception cref="OperationCanceledException">There will be none.</exception>
    public JobRow Take(CancellationToken cancellation)
    {
        while (true)
        {
            _count.Wait(cancellation);
            lock (_lock)
            {
                // A job that was taken out leaves its count behind.
                if (_waiting.Count > 0)
                {
                    var next = Order().GetAt(0).Value;
                    _waiting.Remove(next.Id);
                    _served[next.Client] = ++_turn;
                    _order = null;
                    return next;
                }
            }
        }
    }

    public void Dispose() => _count.Dispose();

    private OrderedDictionary<string, JobRow> Order() => _order ??= new(_waiting.Values
        .GroupBy(j => (j.IsFirst, j.Request.Priority, j.Client))
        .SelectMany(g => g.OrderBy(j => j.Number).Select((job, round) => (job, round)))
        .OrderByDescending(e => e.job.IsFirst)
        .ThenByDescending(e => e.job.Request.Priority)
        .ThenBy(e => e.round)
        .ThenBy(e => _served.GetValueOrDefault(e.job.Client))
        .ThenBy(e => e.job.Number)
        .Select(e => KeyValuePair.Create(e.job.Id, e.job)));
}
