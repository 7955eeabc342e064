using System.Text;
using System.Text.Json;
using Atelier.Client;

namespace Atelier.Studio.Jobs;

/// <summary>
/// The events of one job, as server-sent events for any number of watchers. Events are written once and shared; a watcher only
/// remembers how far it has read, so that a slow one costs nothing and holds nobody up.
/// </summary>
internal sealed class JobEventStream
{
    // Half a minute of events and more; a watcher further behind gets the summary that a newcomer gets.
    private const int Kept = 256;
    private const int MostPoints = 4000;

    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);

    private readonly string _id;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Queue<(long Id, byte[] Frame)> _events = [];
    private readonly List<float[]> _history;
    private readonly List<float[]> _fresh = [];
    private TaskCompletionSource _changed = NewSignal();
    private JobState _state;
    private Notice? _error;
    private JobProgress? _progress;
    private long _lastId;
    private long _told;
    private bool _isTellingLater;
    private int _previewStep;
    private byte[]? _preview;

    /// <summary>Begins with the state of a job that the database has.</summary>
    public JobEventStream(JobRow job, IReadOnlyList<float[]> history, byte[]? preview, TimeProvider time)
    {
        _id = job.Id;
        _time = time;
        _state = job.State;
        _error = job.Error;
        _progress = job.Progress;
        _history = [.. history];
        _preview = preview;
        _previewStep = job.Progress?.Number ?? 0;

        // Numbers go on rising when the server begins anew.
        _lastId = time.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
    }

    /// <summary>Whether there will be no more events.</summary>
    public bool IsEnded => _state is JobState.Succeeded or JobState.Failed or JobState.Cancelled;

    /// <summary>When it was last read or written to.</summary>
    public DateTimeOffset Touched { get; private set; }

    public JobProgress? Progress => _progress;

    /// <summary>The picture so far, encoded, and the steps done when it was taken.</summary>
    public (byte[]? Bytes, int Step) Preview
    {
        get
        {
            lock (_lock)
            {
                return (_preview, _previewStep);
            }
        }
    }

    public IReadOnlyList<float[]> History
    {
        get
        {
            lock (_lock)
            {
                return [.. _history];
            }
        }
    }

    /// <summary>Tells that the job is in another state; to be called when that is kept.</summary>
    public void Tell(JobState state, Notice? error)
    {
        lock (_lock)
        {
            TellSteps();
            (_state, _error) = (state, error);
            Add("state", new StateEvent(state, error));
        }
    }

    /// <summary>Tells of a step; several in quick succession become one event.</summary>
    public void Tell(JobProgress progress)
    {
        lock (_lock)
        {
            _progress = progress;
            _fresh.Add([progress.Number, .. progress.Losses.Values]);
            _history.Add(_fresh[^1]);
            if (_history.Count > MostPoints)
            {
                Thin();
            }

            if (_time.GetElapsedTime(_told) >= ReportInterval)
            {
                TellSteps();
            }
            else if (!_isTellingLater)
            {
                _isTellingLater = true;
                _ = TellLater();
            }
        }
    }

    public void Tell(byte[] preview, int step)
    {
        lock (_lock)
        {
            (_preview, _previewStep) = (preview, step);
            Add("preview", PreviewNow());
        }
    }

    /// <summary>Tells of something that the user should know.</summary>
    public void Tell(Notice warning)
    {
        lock (_lock)
        {
            Add("warning", new WarningEvent(warning.Code, warning.Text));
        }
    }

    /// <summary>Goes back to a step: the steps since are lost and will be painted again.</summary>
    public void GoBackTo(int step)
    {
        lock (_lock)
        {
            TellSteps();
            _history.RemoveAll(p => p[0] > step);
            _progress = step == 0 || _progress is null ? null : _progress with { SecondsLeft = null }; // the estimate holds no more
            Add("history", new HistoryEvent(_history));
        }
    }

    /// <summary>Reads the events that a watcher has not read yet.</summary>
    /// <param name="last">The number of the last event that it read; null for a newcomer.</param>
    /// <returns>Frames to write as they are, the number to read on from, and a task that ends when there may be more.</returns>
    public (IReadOnlyList<byte[]> Frames, long Last, Task More) Read(long? last)
    {
        lock (_lock)
        {
            Touched = _time.GetUtcNow();
            var isKnown = last is { } id && id <= _lastId && (id == _lastId || (_events.TryPeek(out var oldest) && oldest.Id <= id + 1));
            return (isKnown ? [.. _events.Where(e => e.Id > last).Select(e => e.Frame)] : Summary(), _lastId, _changed.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static byte[] Frame(long? id, string kind, object data) =>
        Encoding.UTF8.GetBytes($"{(id is null ? "" : $"id: {id}\n")}event: {kind}\ndata: {JsonSerializer.Serialize(data, data.GetType(), StudioJson.Options)}\n\n");

    private PreviewEvent PreviewNow() => new($"/api/v1/jobs/{_id}/preview?step={_previewStep}", _previewStep);

    // Only the last has a number, so that who breaks off before it gets the whole again.
    private List<byte[]> Summary()
    {
        TellSteps();
        List<byte[]> frames = [Frame(null, "history", new HistoryEvent(_history))];
        if (_progress is not null)
        {
            frames.Add(Frame(null, "progress", new ProgressEvent(_progress, [])));
        }

        if (_preview is not null)
        {
            frames.Add(Frame(null, "preview", PreviewNow()));
        }

        frames.Add(Frame(_lastId, "state", new StateEvent(_state, _error)));
        return frames;
    }

    // The next step may take long.
    private async Task TellLater()
    {
        await Task.Delay(ReportInterval, _time);
        lock (_lock)
        {
            _isTellingLater = false;
            TellSteps();
        }
    }

    private void TellSteps()
    {
        if (_fresh.Count > 0)
        {
            _told = _time.GetTimestamp();
            Add("progress", new ProgressEvent(_progress!, _fresh));
            _fresh.Clear();
        }
    }

    private void Add(string kind, object data)
    {
        Touched = _time.GetUtcNow();
        _lastId++;
        _events.Enqueue((_lastId, Frame(_lastId, kind, data)));
        if (_events.Count > Kept)
        {
            _events.Dequeue();
        }

        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    // Every second point of the older half goes: a chart keeps its shape.
    private void Thin()
    {
        var half = _history.Count / 2;
        var older = _history.Take(half).Where((_, i) => i % 2 == 0).ToList();
        _history.RemoveRange(0, half);
        _history.InsertRange(0, older);
    }
}
