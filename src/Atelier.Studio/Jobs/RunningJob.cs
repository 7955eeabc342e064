namespace Atelier.Studio.Jobs;

/// <summary>Why a job that is being painted shall stop.</summary>
internal enum StopRequest
{
    /// <summary>It shall not.</summary>
    None,

    /// <summary>To go on when its user says so.</summary>
    Pause,

    /// <summary>For good.</summary>
    Cancel,

    /// <summary>With the picture so far as its result.</summary>
    Keep,

    /// <summary>The server ends; to go on when it begins again.</summary>
    Shutdown,
}

/// <summary>A job while it is painted.</summary>
internal sealed class RunningJob : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private bool _isOver;

    public CancellationToken Token => _source.Token;

    public StopRequest Wish { get; private set; }

    /// <summary>Ends when the job is painted no more and what became of it is kept.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Asks it to stop. The first wish holds, but giving up goes over all others.</summary>
    /// <returns>Whether the wish holds.</returns>
    public bool Stop(StopRequest wish)
    {
        lock (_lock)
        {
            if (!_isOver && (Wish == StopRequest.None || wish == StopRequest.Cancel))
            {
                Wish = wish;
                _source.Cancel();
            }

            return !_isOver && Wish == wish;
        }
    }

    /// <summary>Takes no more wishes.</summary>
    /// <returns>The one that holds.</returns>
    public StopRequest Close()
    {
        lock (_lock)
        {
            _isOver = true;
            return Wish;
        }
    }

    /// <summary>Says that what became of it is kept.</summary>
    public void End() => _ended.TrySetResult();

    public void Dispose() => _source.Dispose();
}
