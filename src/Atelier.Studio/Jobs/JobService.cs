using Atelier.Client;

namespace Atelier.Studio.Jobs;

/// <summary>The actions of clients on jobs.</summary>
internal sealed class JobService(JobStore store, JobQueue queue, JobEventStreams feeds, JobRunner runner, JobCheckpoints checkpoints, StudioSettings settings, TimeProvider time)
{
    // A step of a large picture takes some seconds, and a run stops after one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly JobState[] Waiting = [JobState.Queued];
    private static readonly JobState[] Held = [JobState.Queued, JobState.Paused];
    private static readonly JobState[] Resumable = [JobState.Paused, JobState.Cancelled, JobState.Failed];
    private static readonly JobState[] Any = Enum.GetValues<JobState>();

    private readonly Lock _adding = new();

    /// <summary>Adds a job.</summary>
    /// <returns>The job and whether it is new; null where the queue is full.</returns>
    public (JobRow Job, bool IsNew)? Add(JobRequest request, string? start, string client, string? key, string? hash)
    {
        lock (_adding)
        {
            var isFull = queue.Count >= settings.Queue;
            if (isFull && key is null)
            {
                return null;
            }

            var job = new JobRow
            {
                Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
                Client = client,
                RequestKey = key,
                RequestHash = hash,
                Request = request,
                Start = start,
                Created = time.GetUtcNow(),
            };

            // A full queue still answers a request that it has answered before.
            if (isFull)
            {
                return store.FindByKey(client, key!) is { } there ? (there, false) : null;
            }

            var (added, isNew) = store.Add(job);
            if (isNew)
            {
                queue.Add(added);
            }

            return (added, isNew);
        }
    }

    /// <summary>Lays a job aside.</summary>
    /// <returns>The job; null where its state does not allow it.</returns>
    public async Task<JobRow?> Pause(string id, CancellationToken cancellation)
    {
        if (store.Change(id, Waiting, j => j with { State = JobState.Paused, IsFirst = false }) is { } paused)
        {
            queue.Remove(id);
            return Told(paused);
        }

        return await Stop(id, StopRequest.Pause, cancellation);
    }

    /// <summary>Lets a job go on that was laid aside, or takes up one that was given up or failed, for a day.</summary>
    public JobRow? Resume(string id)
    {
        if (store.Find(id)?.IsResumable(time.GetUtcNow()) != true)
        {
            return null;
        }

        var job = store.Change(id, Resumable, j => j with { State = JobState.Queued, Ended = null, Error = null, Attempts = 0 });
        if (job is not null)
        {
            Told(job);
            queue.Add(job);
        }

        return job;
    }

    /// <summary>Gives a job up; for a day it can be taken up again, from where it was.</summary>
    public async Task<JobRow?> Cancel(string id, CancellationToken cancellation)
    {
        if (store.Change(id, Held, j => j with { State = JobState.Cancelled, Ended = time.GetUtcNow() }) is { } cancelled)
        {
            queue.Remove(id);
            return Told(cancelled);
        }

        return await Stop(id, StopRequest.Cancel, cancellation);
    }

    /// <summary>Ends a job that is painted, with the picture so far as its result.</summary>
    public Task<JobRow?> Keep(string id, CancellationToken cancellation) => Stop(id, StopRequest.Keep, cancellation);

    /// <summary>Keeps a job whatever is cleared away, or no more so.</summary>
    public JobRow? Pin(string id, bool isPinned) => store.Change(id, Any, j => j with { Pinned = isPinned });

    /// <summary>Removes a job that has ended; its files go when the cleaner comes by.</summary>
    public bool Remove(string id)
    {
        var isRemoved = store.Remove(id);
        if (isRemoved)
        {
            checkpoints.Remove(id);
            feeds.Forget(id);
        }

        return isRemoved;
    }

    public Job View(JobRow job)
    {
        var feed = feeds.Find(job.Id);
        var path = $"/api/v1/jobs/{job.Id}";
        var hasPreview = feed is not null ? feed.Preview.Bytes is not null : job.Preview is not null;
        return new Job
        {
            Id = job.Id,
            Name = job.Request.Name!,
            State = job.State,
            Position = job.State == JobState.Queued ? queue.Place(job.Id) : null,
            Created = job.Created,
            Started = job.Started,
            Ended = job.Ended,
            Priority = job.Request.Priority,
            Content = job.Request.Content!,
            Styles = job.Request.Styles!,
            Regions = job.Request.Regions!,
            Preset = job.Request.Preset!,
            Options = job.Request.Options!,
            ContinueFrom = job.Request.ContinueFrom,
            Width = job.Width,
            Height = job.Height,
            Progress = job.State == JobState.Running ? feed?.Progress ?? job.Progress : job.Progress,
            Error = job.Error,
            Warnings = job.Warnings,
            Pinned = job.Pinned,
            Expires = job.Expires(settings.KeepDays),
            ResumableUntil = job.ResumableUntil is { } until && until > time.GetUtcNow() ? until : null,
            ResultUrl = job.Result is null ? null : $"{path}/result",
            RecipeUrl = job.Result is null ? null : $"{path}/recipe",
            PreviewUrl = hasPreview ? $"{path}/preview" : null,
        };
    }

    private async Task<JobRow?> Stop(string id, StopRequest wish, CancellationToken cancellation)
    {
        if (runner.Find(id) is not { } running || !running.Stop(wish))
        {
            return null;
        }

        try
        {
            await running.Ended.WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            // It stops after its step; the answer is the state of now.
        }

        return store.Find(id);
    }

    private JobRow Told(JobRow job)
    {
        feeds.Find(job.Id)?.Tell(job.State, job.Error);
        return job;
    }
}
