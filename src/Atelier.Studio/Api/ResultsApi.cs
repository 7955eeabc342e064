using Atelier.Imaging;
using Atelier.Studio.Jobs;
using Atelier.Studio.Pictures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Studio.Api;

/// <summary>What jobs come to: pictures on the way, results, recipes.</summary>
internal static class ResultsApi
{
    // Encoding a large picture takes seconds of a processor that a job may need.
    private static readonly SemaphoreSlim Encoding = new(1);

    /// <summary>Adds the endpoints.</summary>
    public static void MapResults(this RouteGroupBuilder api)
    {
        api.MapGet("/jobs/{id}/preview", Preview).WithSummary("The picture so far, reduced.");
        api.MapGet("/jobs/{id}/result", Result).WithSummary("The finished picture: format png, jpeg, tiff or webp; download=1 as a file; size: reduced.");
        api.MapGet("/jobs/{id}/recipe", Recipe).Produces<string>(StatusCodes.Status200OK, "application/json").WithSummary("What the picture was made from.");
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> Preview(string id, JobStore store, JobFeeds feeds, HttpContext context)
    {
        if (store.Find(id) is not { } job)
        {
            return Problems.NotFound("job");
        }

        var (bytes, step) = feeds.Of(job).Preview;
        if (bytes is null)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "There is no picture yet.");
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        var type = bytes.AsSpan().StartsWith("RIFF"u8) ? "image/webp" : "image/jpeg";
        return TypedResults.Bytes(bytes, type, entityTag: PictureAnswer.Tag($"{id}-{step}-{bytes.Length}"));
    }

    private static async Task<Results<FileContentHttpResult, PhysicalFileHttpResult, ProblemHttpResult>> Result(
        string id, JobStore store, FileShelf shelf, Thumbnails thumbnails, HttpContext context, string format = "png", int? download = null, int? size = null)
    {
        if (store.Find(id) is not { } job)
        {
            return Problems.NotFound("job");
        }

        if (ResultFormat.Find(format) is not { } wanted)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, $"format: expected {string.Join(", ", ResultFormat.Names)}.");
        }

        if (job.Result is not { } file)
        {
            return Problems.Of(StatusCodes.Status404NotFound, $"The job is {job.State.ToString().ToLowerInvariant()}: it has no result.");
        }

        if (size is not null)
        {
            return await PictureAnswer.For(file, "png", size, shelf, thumbnails, context) switch
            {
                { Result: PhysicalFileHttpResult small } => small,
                { Result: ProblemHttpResult problem } => problem,
                _ => throw new InvalidOperationException(),
            };
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        var name = download == 1 ? FileName(job, wanted.Ending) : null;
        var tag = PictureAnswer.Tag($"{file}-{format}");
        return wanted.Format == PictureFormat.Png
            ? TypedResults.PhysicalFile(shelf.PathOf(file), wanted.ContentType, name, entityTag: tag, enableRangeProcessing: true)
            : TypedResults.Bytes(await Encode(shelf.PathOf(file), wanted.Format, context.RequestAborted), wanted.ContentType, name, entityTag: tag);
    }

    private static Results<ContentHttpResult, ProblemHttpResult> Recipe(string id, JobStore store, FileShelf shelf) =>
        store.Find(id) is not { } job ? Problems.NotFound("job")
        : job.Result is { } file && PictureReader.ReadRecipe(shelf.PathOf(file)) is { } recipe ? TypedResults.Content(recipe, "application/json")
        : Problems.Of(StatusCodes.Status404NotFound, "The job has no result.");

    private static async Task<byte[]> Encode(string path, PictureFormat format, CancellationToken cancellation)
    {
        await Encoding.WaitAsync(cancellation);
        try
        {
            return PictureWriter.Encode(PictureReader.Read(path), format, new PictureWriteOptions { Recipe = PictureReader.ReadRecipe(path) });
        }
        finally
        {
            Encoding.Release();
        }
    }

    // What a browser may take as the name of a file: nothing that means anything to a file system.
    private static string FileName(JobRow job, string ending)
    {
        var name = string.Concat(job.Request.Name!.Select(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' ? c : '-')).Trim();
        return (name.Length == 0 ? "painted" : name) + ending;
    }
}
