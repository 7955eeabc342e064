using Atelier.Imaging;
using Atelier.Studio.Jobs;
using Atelier.Studio.Messages;
using Atelier.Studio.Pictures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Studio.Api;

/// <summary>The pictures of jobs, on the way and finished, and their recipes.</summary>
internal static class ResultsApi
{
    // A format's name in the API, and the ending of a file that a browser saves.
    private static readonly Dictionary<string, (PictureFormat Format, string Ending)> Formats = new()
    {
        ["png"] = (PictureFormat.Png, ".png"),
        ["jpeg"] = (PictureFormat.Jpeg, ".jpg"),
        ["tiff"] = (PictureFormat.Tiff, ".tif"),
        ["webp"] = (PictureFormat.WebP, ".webp"),
    };

    /// <summary>The formats that results come in.</summary>
    public static IReadOnlyList<string> FormatNames { get; } = [.. Formats.Keys];

    public static void MapResults(this RouteGroupBuilder api)
    {
        api.MapGet("/jobs/{id}/preview", Preview).WithSummary("The picture so far, reduced.");
        api.MapGet("/jobs/{id}/result", Result).WithSummary("The finished picture: format png, jpeg, tiff or webp; download=1 as a file; size: reduced.");
        api.MapGet("/jobs/{id}/recipe", Recipe).Produces<string>(StatusCodes.Status200OK, "application/json").WithSummary("What the picture was made from.");
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> Preview(string id, JobStore store, JobEventStreams feeds, HttpContext context)
    {
        if (store.Find(id) is not { } job)
        {
            return Problems.NotFound("job");
        }

        var (bytes, step) = feeds.Of(job).Preview;
        if (bytes is null)
        {
            return Problems.Of(StatusCodes.Status404NotFound, ProblemCodes.NoPicture, "There is no picture yet.");
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        var type = bytes.AsSpan().StartsWith("RIFF"u8) ? "image/webp" : "image/jpeg";
        return TypedResults.Bytes(bytes, type, entityTag: PictureAnswer.Tag($"{id}-{step}-{bytes.Length}"));
    }

    private static async Task<Results<FileStreamHttpResult, StatusCodeHttpResult, ProblemHttpResult>> Result(
        string id,
        JobStore store,
        BlobStore blobs,
        Thumbnails thumbnails,
        EncodedResults encoded,
        HttpContext context,
        string format = "png",
        int? download = null,
        int? size = null)
    {
        if (store.Find(id) is not { } job)
        {
            return Problems.NotFound("job");
        }

        if (!Formats.TryGetValue(format, out var wanted))
        {
            var expected = string.Join(", ", FormatNames);
            return Problems.Of(StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, $"format: expected {expected}.");
        }

        if (job.Result is not { } file)
        {
            return Problems.Of(StatusCodes.Status404NotFound, ProblemCodes.NoPicture, $"The job is {job.State.ToString().ToLowerInvariant()}: it has no result.");
        }

        if (!blobs.Has(file))
        {
            return Problems.NotFound("picture");
        }

        if (size is not null || wanted.Format == PictureFormat.Png)
        {
            return await PictureAnswer.Of(file, "png", size, blobs, thumbnails, context, Name());
        }

        return await PictureAnswer.File(
            context, $"{file}-{format}", () => encoded.Open(file, wanted.Format, context.RequestAborted), _ => $"image/{format}", Name());

        string? Name() => size is null && download == 1 ? FileName(job, wanted.Ending) : null;
    }

    private static Results<ContentHttpResult, ProblemHttpResult> Recipe(string id, JobStore store, BlobStore blobs) =>
        store.Find(id) is not { } job ? Problems.NotFound("job")
        : job.Result is { } file && blobs.Has(file) && PictureReader.ReadRecipe(blobs.PathOf(file)) is { } recipe ? TypedResults.Content(recipe, "application/json")
        : Problems.Of(StatusCodes.Status404NotFound, ProblemCodes.NoPicture, "The job has no result.");

    // A name that a browser may give to a file: without characters that mean anything to a file system.
    private static string FileName(JobRow job, string ending)
    {
        var name = string.Concat(job.Request.Name!.Select(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' ? c : '-')).Trim();
        return (name.Length == 0 ? "painted" : name) + ending;
    }
}
