using Atelier.Studio.Data;
using Atelier.Studio.Messages;
using Atelier.Studio.Pictures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Atelier.Studio.Api;

/// <summary>Answers with a file of the data folder: the whole, a part, or that the client has it already. The content behind such an address never changes.</summary>
internal static class PictureAnswer
{
    private const string Unchanging = "private, max-age=31536000, immutable";

    /// <summary>Answers with a stored picture, whole or reduced.</summary>
    public static async Task<Results<FileStreamHttpResult, StatusCodeHttpResult, ProblemHttpResult>> Of(
        string id, string format, int? size, BlobStore blobs, Thumbnails thumbnails, HttpContext context, string? name = null)
    {
        if (size is < 1)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "size: expected a number of pixels, at least 1.");
        }

        if (!blobs.Has(id))
        {
            return Problems.NotFound("picture");
        }

        return size is { } side
            ? await File(context, $"{id}-{Thumbnails.Side(side)}", Reduced, f => Thumbnails.ContentType(f.Name), name)
            : await File(context, id, () => Task.FromResult(OwnFiles.Open(blobs.PathOf(id))), _ => $"image/{format}", name);

        Task<FileStream> Reduced() => thumbnails.Open(id, Thumbnails.Side(size.Value), context.RequestAborted);
    }

    /// <summary>Answers with a file, which is looked for only where the client does not have it yet.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tag">The entity tag: it stands for the content.</param>
    /// <param name="open">Opens the file.</param>
    /// <param name="contentType">The content type of the file.</param>
    /// <param name="name">The name under which a browser saves it; null to show it.</param>
    public static async Task<Results<FileStreamHttpResult, StatusCodeHttpResult, ProblemHttpResult>> File(
        HttpContext context, string tag, Func<Task<FileStream>> open, Func<FileStream, string> contentType, string? name = null)
    {
        var entityTag = Tag(tag);
        var headers = context.Response.Headers;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(entityTag, useStrongComparison: false)))
        {
            (headers.CacheControl, headers.ETag) = (Unchanging, entityTag.ToString());
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        FileStream file;
        try
        {
            file = await open();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Problems.NotFound("picture"); // it was cleared away between two looks
        }

        headers.CacheControl = Unchanging;
        return TypedResults.File(file, contentType(file), name, entityTag: entityTag, enableRangeProcessing: true);
    }

    /// <summary>A tag that stands for content.</summary>
    public static EntityTagHeaderValue Tag(string text) => new($"\"{text}\"");
}
