using Atelier.Client;
using Atelier.Imaging;
using Atelier.Recipes;
using Atelier.Studio.Pictures;
using Microsoft.Extensions.Logging;

namespace Atelier.Studio.Jobs;

/// <summary>
/// Makes jobs of the pictures that the database does not know, from the recipes in them: where the database was lost, or an older copy of it
/// was put in its place. Such a database takes every other file that it does not know for one that is in use, so that none is cleared away.
/// Where the studio only ended between a result and its entry in the database, the job that the picture is of has succeeded.
/// </summary>
internal sealed partial class GalleryRecovery(JobStore store, BlobStore blobs, SamplePaintings samples, StudioSettings settings, ILogger<GalleryRecovery> log)
{
    // Recipes say neither whether a draft was made first nor what the network was called when it was asked for.
    private static IEnumerable<StylizeOption> Compared => JobOptions.All.Where(o => o.Name is not ("draft" or "network"));

    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Looks through the files; to be done before jobs are painted or anything is cleared away.</summary>
    public void Run()
    {
        var known = store.FilesInUse();
        known.UnionWith(samples.Files);
        var since = store.IsNew ? null : store.LastChange;
        var unknown = blobs.All().Where(f => !known.Contains(f.Name) && (since is null || f.LastWriteTimeUtc > since)).ToArray();
        List<JobRow> jobs = [];
        var open = store.Open().Where(j => j.State is JobState.Running or JobState.Queued).OrderBy(j => j.State != JobState.Running).ToList();
        foreach (var file in unknown.OrderBy(f => f.LastWriteTimeUtc))
        {
            if (JobOf(file) is not { } job)
            {
                continue;
            }

            if (open.Find(j => IsSame(j, job)) is { } unfinished)
            {
                Finish(unfinished, job);
                open.Remove(unfinished);
            }
            else
            {
                jobs.Add(job with { Request = job.Request with { ContinueFrom = jobs.Find(j => j.Result == job.Start)?.Id } });
            }
        }

        if (!store.IsNew && jobs.Count == 0)
        {
            return;
        }

        var needed = jobs.SelectMany(j => j.Files).ToHashSet();
        string[] found = [.. unknown.Select(f => f.Name).Where(id => !needed.Contains(id))];
        var uploads = jobs.SelectMany(j => (j with { Start = null, Result = null }).Files).Distinct();
        store.TakeIn(jobs, [.. uploads.Where(id => store.FindPicture(id) is null).Select(Describe).OfType<PictureInfo>()], found);
        if (unknown.Length > 0)
        {
            LogRecovered(log, jobs.Count, found.Length);
        }
    }

    private bool IsSame(JobRow job, JobRow recovered) =>
        job.Request.Content == recovered.Request.Content
        && job.Start == recovered.Start
        && job.Request.Styles!.SequenceEqual(recovered.Request.Styles!)
        && job.Request.Regions!.SequenceEqual(recovered.Request.Regions!)
        && OptionsOf(job) is { } options && OptionsOf(recovered) is { } others
        && Compared.All(o => o.TextIn(options) == o.TextIn(others));

    // By what they come to, whatever preset they are written from; null where they can no longer be read.
    private StylizeOptions? OptionsOf(JobRow job)
    {
        var isRead = true;
        var options = JobOptions.Read(job.Request, settings, (_, _, _) => isRead = false);
        return isRead ? options : null;
    }

    private void Finish(JobRow job, JobRow recovered) => store.Change(job.Id, [job.State], j => j with
    {
        State = JobState.Succeeded,
        IsFirst = false,
        Attempts = 0,
        Started = j.Started ?? recovered.Started,
        Ended = recovered.Ended,
        Result = recovered.Result,
        Width = recovered.Width,
        Height = recovered.Height,
        Progress = null, // it was kept before the end
        EndedEarly = recovered.EndedEarly,
    });

    // Null for a file that is no result of this studio: an upload, a picture on the way, one whose photograph or painting is not here.
    private JobRow? JobOf(FileInfo file)
    {
        if (ReadRecipe(file) is not { } recipe || !JobPainter.IsNamed("content", recipe.Content) || !blobs.Has(recipe.Content.Sha256))
        {
            return null;
        }

        StyleChoice?[] styles = [.. recipe.Styles.Select(Style)];
        RegionChoice?[] regions = [.. recipe.Regions.Select(Region)];
        if (styles.Contains(null) || regions.Contains(null))
        {
            return null;
        }

        var (preset, options) = JobOptions.Words(recipe.Options);
        if (recipe.Options.Color != ColorMode.Only)
        {
            options["network"] = recipe.Network.Name;
        }

        var ended = new DateTimeOffset(file.LastWriteTimeUtc);
        return new JobRow
        {
            Id = Guid.CreateVersion7(ended).ToString("N"),
            Client = "",
            State = JobState.Succeeded,
            Request = new JobRequest
            {
                Content = recipe.Content.Sha256,
                Styles = styles!,
                Regions = regions!,
                Preset = preset,
                Options = options,
                Name = "untitled",
            },
            Created = ended,
            Started = ended,
            Ended = ended,
            Start = recipe.Files is [{ Sha256: var start }] && blobs.Has(start) ? start : null,
            Result = file.Name,
            Width = recipe.Result?.Width,
            Height = recipe.Result?.Height,
            EndedEarly = recipe.Result is not { Stopped: StopReason.Finished },
        };
    }

    private Recipe? ReadRecipe(FileInfo file)
    {
        try
        {
            return IsPng(file) && PictureReader.ReadRecipe(file.FullName) is not null ? Recipe.Read(file.FullName) : null;
        }
        catch (Exception error) when (error is AtelierException or IOException or UnauthorizedAccessException)
        {
            LogUnread(log, error, file.Name);
            return null;
        }
    }

    // Results are PNG files; most others need not be opened as pictures.
    private static bool IsPng(FileInfo file)
    {
        using var stream = file.OpenRead();
        Span<byte> start = stackalloc byte[PngSignature.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(PngSignature);
    }

    private StyleChoice? Style(RecipeFile file) =>
        samples.NameOf(file.Sha256) is { } sample ? new StyleChoice { Sample = sample }
        : blobs.Has(file.Sha256) ? new StyleChoice { Picture = file.Sha256 }
        : null;

    private RegionChoice? Region(RecipeRegion region) =>
        region.Styles is [var only] && Style(only) is { } style && blobs.Has(region.Mask.Sha256) && (region.StyleMask is null || blobs.Has(region.StyleMask.Sha256))
            ? new RegionChoice { Mask = region.Mask.Sha256, Style = style, StyleMask = region.StyleMask?.Sha256 }
            : null;

    private PictureInfo? Describe(string id)
    {
        var file = new FileInfo(blobs.PathOf(id));
        try
        {
            var header = PictureReader.Inspect(file.FullName, UploadService.Limits(settings));
            return new PictureInfo(id, header.Width, header.Height, header.Format.ToString().ToLowerInvariant(), header.HasAlpha, file.Length);
        }
        catch (Exception error) when (error is AtelierException or IOException or UnauthorizedAccessException)
        {
            LogUnread(log, error, id);
            return null;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database did not know what lies in the data folder: {Jobs} pictures are in the gallery again, made from their recipes; {Files} further files are kept")]
    private static partial void LogRecovered(ILogger log, int jobs, int files);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The recipe of {File} could not be read")]
    private static partial void LogUnread(ILogger log, Exception error, string file);
}
