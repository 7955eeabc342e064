using System.Collections.Concurrent;
using Atelier.Checkpoints;
using Atelier.Client;
using Atelier.Studio.Data;
using Atelier.Studio.Messages;
using Atelier.Studio.Pictures;
using Atelier.Studio.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Studio.Jobs;

/// <summary>
/// Paints jobs, on threads of its own: the engine is synchronous and busy. A new state of a job is stored before anybody is told.
/// </summary>
internal sealed partial class JobRunner(
    DataFolder folder,
    JobStore store,
    JobQueue queue,
    JobEventStreams feeds,
    JobPainter painter,
    JobCheckpoints checkpoints,
    BlobStore blobs,
    EncodedResults encoded,
    StudioMeter meter,
    StudioSettings settings,
    TimeProvider time,
    ILogger<JobRunner> log)
    : IHostedService, IDisposable
{
    // A job that ends the whole process each time would otherwise do so for ever.
    private const int MostAttempts = 10;

    private static readonly Notice DiskFull =
        new(ProblemCodes.FolderFull, "The disk of the studio's data folder is full: free some space, then let the job go on.");

    // How soon a disk is tried again that could not be written.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private static readonly JobState[] Queued = [JobState.Queued];
    private static readonly JobState[] Running = [JobState.Running];

    private readonly ConcurrentDictionary<string, RunningJob> _running = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Thread> _threads = [];

    /// <summary>Whether the jobs that were there at the start are in the queue.</summary>
    public bool IsReady { get; private set; }

    public int RunningCount => _running.Count;

    /// <summary>The job, where it is painted now.</summary>
    public RunningJob? Find(string id) => _running.GetValueOrDefault(id);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        meter.ShowQueue(() => queue.Count);
        foreach (var job in store.Open())
        {
            Restore(job);
        }

        for (var i = 0; i < settings.Jobs; i++)
        {
            var thread = new Thread(Work) { IsBackground = true, Name = $"painting {i + 1}" };
            _threads.Add(thread);
            thread.Start();
        }

        IsReady = true;
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        var running = _running.Values.ToArray();
        foreach (var job in running)
        {
            job.Stop(StopRequest.Shutdown);
        }

        try
        {
            await Task.WhenAll(running.Select(j => j.Ended)).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogUnfinished(log, running.Count(j => !j.Ended.IsCompleted)); // they are begun again from where they were last kept
        }

        if (store.HasHeld)
        {
            store.CanWrite(); // the last chance for jobs that are held in memory
        }
    }

    public void Dispose() => _stopping.Dispose();

    private void Restore(JobRow job)
    {
        if (job.State == JobState.Running)
        {
            var isHopeless = job.Attempts >= MostAttempts;
            job = Keep(job, j => isHopeless
                ? Failed(j, new Notice(ProblemCodes.ServerEnded, $"The server ended {j.Attempts} times while this was painted."))
                : j with { State = JobState.Queued, IsFirst = true });
            LogRestored(log, job.Id, job.Attempts);
        }

        if (job.State == JobState.Queued)
        {
            queue.Add(job);
        }
    }

    private void Work()
    {
        try
        {
            while (true)
            {
                WaitForRoom();
                var job = queue.Take(_stopping.Token);
                if (!IsDone(job))
                {
                    queue.Add(job);
                    WaitForNextTry();
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The server ends, or it ended while the last job was let go: then what it waits at is gone already.
        }
    }

    // On a full disk no job begins, as its states could not be stored. Jobs wait; the last one's state is written as soon as it can be.
    private void WaitForRoom()
    {
        for (var isFirst = true; (store.HasHeld && !store.CanWrite()) || !folder.HasRoom(); isFirst = false)
        {
            if (isFirst)
            {
                LogNoRoom(log, folder.Path);
                if (!folder.HasRoom())
                {
                    Try("make room on the disk", encoded.Empty); // results in other formats can be encoded again
                }
            }

            WaitForNextTry();
        }
    }

    // A failure beside the painting goes to the log and changes nothing for the job.
    private void Try(string work, Action act)
    {
        try
        {
            act();
        }
        catch (Exception error)
        {
            LogUndone(log, error, work);
        }
    }

    private void WaitForNextTry() => Task.Delay(Pause, time, _stopping.Token).GetAwaiter().GetResult();

    // The thread must outlive whatever a job does, and a job must come to a state that is true. False where it could not be begun and waits on.
    private bool IsDone(JobRow waiting)
    {
        if (!folder.HasRoom())
        {
            return false; // it came in, or the disk was filled, since that was last asked
        }

        var id = waiting.Id;
        using var scope = log.BeginScope(new Dictionary<string, object> { ["JobId"] = id });

        // Known as running before it is kept so: who finds it running can stop it.
        using var running = new RunningJob();
        var isOurs = _running.TryAdd(id, running);
        try
        {
            if (!isOurs)
            {
                return IsQueuedNoMore(id); // another thread lets it go just now; where it was resumed meanwhile, it waits for its next turn
            }

            if (store.Change(id, Queued, Begun) is { } job)
            {
                Run(job, running);
            }

            return true;
        }
        catch (Exception error)
        {
            LogLost(log, error, id);
            return isOurs && IsEnded(waiting, error);
        }
        finally
        {
            _running.TryRemove(KeyValuePair.Create(id, running));
            running.End();
        }
    }

    // A failure outside of painting.
    private bool IsEnded(JobRow waiting, Exception error)
    {
        try
        {
            if (store.Find(waiting.Id) is { State: JobState.Running } job)
            {
                var ended = Keep(job, Broken(error));
                feeds.Find(ended.Id)?.Tell(ended.State, ended.Error);
            }

            return IsQueuedNoMore(waiting.Id);
        }
        catch (Exception further)
        {
            LogLost(log, further, waiting.Id);
            return false; // what the database says of the job is found when its turn comes again
        }
    }

    private bool IsQueuedNoMore(string id) => store.Find(id)?.State != JobState.Queued;

    private JobRow Begun(JobRow job) =>
        job with { State = JobState.Running, Started = job.Started ?? time.GetUtcNow(), IsFirst = false, Attempts = job.Attempts + 1 };

    private void Run(JobRow job, RunningJob running)
    {
        using var trace = StudioMeter.Traces.StartActivity("paint");
        trace?.SetTag("atelier.job", job.Id);
        if (_stopping.IsCancellationRequested)
        {
            running.Stop(StopRequest.Shutdown);
        }

        LogBegun(log, job.Id, job.Attempts);
        var feed = feeds.Of(job);
        feed.Tell(JobState.Running, null);
        var ended = Paint(job, feed, running);
        feed.Tell(ended.State, ended.Error);
        trace?.SetTag("atelier.state", ended.State.ToString());
        LogEnded(log, job.Id, ended.State, ended.Progress?.Number ?? 0);
        if (ended.IsEnded)
        {
            meter.Ended(ended.State);
        }
    }

    private JobRow Paint(JobRow job, JobEventStream feed, RunningJob running)
    {
        var watch = new JobProgressReporter(feed, meter, () => KeepProgress(job, feed));
        List<Notice> warnings = [];
        Func<JobRow, JobRow> change;
        try
        {
            var (settings, done) = checkpoints.For(job.Id, Warn);
            feed.GoBackTo(done);
            var result = PaintFrom(settings, job, feed, watch, Warn, running.Token);
            change = Outcome(job, result, running, Warn);
            Try("show the finished picture", () => watch.Show(result.Picture)); // the result is kept by now, whatever becomes of this
        }
        catch (Exception error)
        {
            var wish = running.Close();
            if (error is not AtelierException)
            {
                LogFault(log, error, job.Id);
            }

            change = wish == StopRequest.Cancel ? Cancelled : Broken(error);
            if (DiskSpace.IsFull(error))
            {
                Warn(DiskFull);
            }
        }

        var preview = PreviewFile(feed);
        var kept = Keep(job, j => change(j) with { Progress = feed.Progress, Preview = preview, Warnings = warnings, Attempts = 0 }, feed.History);
        if (!kept.IsResumable(time.GetUtcNow()) && !store.IsHeld(job.Id))
        {
            // Not before the end of the job is on the disk. A file too many hurts nobody, and the cleaner comes by.
            Try($"remove the checkpoint of job {job.Id}", () => checkpoints.Remove(job.Id));
        }

        return kept;

        void Warn(Notice warning)
        {
            warnings.Add(warning);
            feed.Tell(warning);
        }
    }

    // Stores a new state of a job that nobody else may change: on the disk or, where that is full, in memory until it has room.
    private JobRow Keep(JobRow job, Func<JobRow, JobRow> change, IReadOnlyList<float[]>? history = null)
    {
        var kept = store.ChangeOrHold(job, change, history, out var fault);
        if (fault is not null)
        {
            LogHeld(log, fault, job.Id, kept.State);
        }

        return kept;
    }

    // On a full disk a job waits for its user, with the checkpoint that it has: hours of work are not thrown away.
    private Func<JobRow, JobRow> Broken(Exception error)
    {
        var reason = Reason(error);
        return DiskSpace.IsFull(error) ? j => j with { State = JobState.Paused } : j => Failed(j, reason);
    }

    private JobRow Cancelled(JobRow job) => job with { State = JobState.Cancelled, Ended = time.GetUtcNow() };

    // A checkpoint of other options, another network or engine than there are now is of no use.
    private StylizeResult PaintFrom(CheckpointSettings settings, JobRow job, JobEventStream feed, JobProgressReporter watch, Action<Notice> warn, CancellationToken cancellation)
    {
        try
        {
            return painter.Paint(job, watch, warn, settings, cancellation);
        }
        catch (CheckpointException error) when (settings.ResumeFrom is not null)
        {
            warn(JobCheckpoints.BegunAnew(error));
            feed.GoBackTo(0);
            return painter.Paint(job, watch, warn, settings with { ResumeFrom = null }, cancellation);
        }
    }

    // On a full disk the next call may succeed. The run is worth more, and so is the reserve, which is there for the states of jobs.
    private void KeepProgress(JobRow job, JobEventStream feed)
    {
        if (folder.HasRoom())
        {
            var preview = PreviewFile(feed);
            Try($"keep how far job {job.Id} is", () =>
                store.Change(job.Id, Running, j => j with { Progress = feed.Progress, Preview = preview }, feed.History));
        }
    }

    private string? PreviewFile(JobEventStream feed)
    {
        string? file = null;
        if (feed.Preview.Bytes is { } bytes)
        {
            Try("keep a picture on the way", () => file = blobs.Keep(bytes));
        }

        return file;
    }

    // The new state of a job whose run came to a picture. Its end may have come before the wish to stop it: then it is finished.
    private Func<JobRow, JobRow> Outcome(JobRow job, StylizeResult result, RunningJob running, Action<Notice> warn)
    {
        var wish = running.Close();
        if (wish == StopRequest.Cancel)
        {
            return Cancelled;
        }

        if (result.Stopped == StopReason.Cancelled && wish is StopRequest.Pause or StopRequest.Shutdown)
        {
            return wish == StopRequest.Pause
                ? j => j with { State = JobState.Paused }
                : j => j with { State = JobState.Queued, IsFirst = true };
        }

        foreach (var warning in result.Warnings)
        {
            warn(JobNames.Notice(warning));
        }

        var file = blobs.Keep(painter.Encode(job, result));
        return j => j with
        {
            State = JobState.Succeeded,
            Ended = time.GetUtcNow(),
            Result = file,
            Width = result.Picture.Width,
            Height = result.Picture.Height,
        };
    }

    private JobRow Failed(JobRow job, Notice reason) => job with { State = JobState.Failed, Ended = time.GetUtcNow(), Error = reason };

    // libtorch has no type for an allocation that fails, only words.
    private static Notice Reason(Exception error) => error switch
    {
        AtelierException known => JobNames.Notice(known.Details),
        _ when error is OutOfMemoryException
            || error.Message.Contains("allocate memory", StringComparison.OrdinalIgnoreCase)
            || error.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) =>
            new(MessageCodes.TooLittleMemory, "There was too little memory for this: give a smaller size."),
        _ => new(ProblemCodes.EngineFailed, "The engine failed; the server's log says where."),
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Painting job {JobId}, attempt {Attempt}")]
    private static partial void LogBegun(ILogger log, string jobId, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} is {State} after {Steps} steps")]
    private static partial void LogEnded(ILogger log, string jobId, JobState state, int steps);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} was being painted when the server ended; attempts so far: {Attempts}")]
    private static partial void LogRestored(ILogger log, string jobId, int attempts);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobId} failed in a way that was not foreseen")]
    private static partial void LogFault(ILogger log, Exception error, string jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Something went wrong beside the painting of job {JobId}")]
    private static partial void LogLost(ILogger log, Exception error, string jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobId} is {State}, which cannot be written: it is held in memory until it can be")]
    private static partial void LogHeld(ILogger log, Exception error, string jobId, JobState state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not {Work}")]
    private static partial void LogUndone(ILogger log, Exception error, string work);

    [LoggerMessage(Level = LogLevel.Error, Message = "The data folder {Folder} cannot be written to: jobs wait until it can be")]
    private static partial void LogNoRoom(ILogger log, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} jobs did not stop in time")]
    private static partial void LogUnfinished(ILogger log, int count);
}
