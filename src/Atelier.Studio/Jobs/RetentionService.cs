using Atelier.Studio.Data;
using Atelier.Studio.Pictures;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Studio.Jobs;

/// <summary>
/// Clears away ended jobs that are old or too many, pictures without a job, and files that nothing needs; never a job that waits or is
/// painted.
/// </summary>
internal sealed partial class RetentionService(
    DataFolder folder,
    JobStore store,
    JobEventStreams feeds,
    JobRunner runner,
    JobService service,
    BlobStore blobs,
    SamplePaintings samples,
    Thumbnails thumbnails,
    EncodedResults encoded,
    JobCheckpoints checkpoints,
    StudioSettings settings,
    TimeProvider time,
    ILogger<RetentionService> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PictureAge = TimeSpan.FromDays(1);

    // An upload is among the blobs before a job or a picture refers to it.
    private static readonly TimeSpan Youth = TimeSpan.FromMinutes(10);

    private readonly Lock _cleaning = new();

    public void Clean()
    {
        lock (_cleaning)
        {
            CleanAlone();
        }
    }

    private void CleanAlone()
    {
        var now = time.GetUtcNow();
        var ended = new Queue<JobRow>(store.Ended().Where(j => !j.Pinned && !j.IsResumable(now)));
        while (ended.TryPeek(out var job) && (job.Expires(settings.KeepDays) < now || blobs.Bytes > settings.KeepBytes))
        {
            ended.Dequeue();
            service.Remove(job.Id);
            LogRemoved(log, job.Id);
            if (blobs.Bytes > settings.KeepBytes)
            {
                ClearFiles(now);
            }
        }

        store.ForgetPictures(now - PictureAge);
        ClearFiles(now);
        thumbnails.Clear(now - Youth);
        encoded.Clear(now - Youth);

        // Not those of jobs that a lost database knew, nor of jobs whose end is not on the disk yet.
        foreach (var id in checkpoints.Jobs.Where(id => store.Find(id)?.IsResumable(now) == false && !store.IsHeld(id)))
        {
            checkpoints.Remove(id);
        }

        if (!folder.HasRoom()) // else the reserve is there again where it was given
        {
            encoded.Empty();
        }

        feeds.ForgetIdle(id => runner.Find(id) is not null);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                await Task.Run(Clean, stoppingToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
            {
                LogFault(log, error); // the next round may fare better
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void ClearFiles(DateTimeOffset now)
    {
        var used = store.FilesInUse();
        used.UnionWith(samples.Files);
        foreach (var file in blobs.All().Where(f => !used.Contains(f.Name) && now - f.LastWriteTimeUtc > Youth).ToArray())
        {
            blobs.Remove(file.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} is old or its room is needed: removed")]
    private static partial void LogRemoved(ILogger log, string jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Clearing away was not finished")]
    private static partial void LogFault(ILogger log, Exception error);
}
