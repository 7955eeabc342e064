using System.Collections.Concurrent;
using Atelier.Studio.Pictures;

namespace Atelier.Studio.Jobs;

/// <summary>The feeds of the jobs that are painted or watched.</summary>
internal sealed class JobEventStreams(JobStore store, BlobStore blobs, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Lazy<JobEventStream>> _feeds = [];

    /// <summary>The feed of a job; a new one begins with the state that the database has.</summary>
    public JobEventStream Of(JobRow job) =>
        _feeds.GetOrAdd(job.Id, _ => new Lazy<JobEventStream>(() => Begin(job), LazyThreadSafetyMode.PublicationOnly)).Value; // a failure is not kept

    /// <summary>The feed of a job, where it has one.</summary>
    public JobEventStream? Find(string id) => _feeds.TryGetValue(id, out var feed) ? feed.Value : null;

    /// <summary>Lets go of a job that is removed.</summary>
    public void Forget(string id) => _feeds.TryRemove(id, out _);

    /// <summary>Lets go of feeds that nobody reads and that nothing is written to. All of it is kept elsewhere.</summary>
    public void ForgetIdle(Func<string, bool> isRunning)
    {
        foreach (var (id, feed) in _feeds)
        {
            if (!isRunning(id) && time.GetUtcNow() - feed.Value.Touched > Patience)
            {
                Forget(id);
            }
        }
    }

    private JobEventStream Begin(JobRow job)
    {
        var now = store.Find(job.Id) ?? job;
        return new JobEventStream(now, store.History(job.Id), now.Preview is { } id ? Read(id) : null, time);
    }

    // A preview that cannot be read is less than a job that cannot be looked at.
    private byte[]? Read(string id)
    {
        try
        {
            return File.ReadAllBytes(blobs.PathOf(id));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
