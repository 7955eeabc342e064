using Atelier.Studio.Pictures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Atelier.Studio.Api;

/// <summary>Answers with a file of the shelf, whole or reduced. A checksum's content never changes, so browsers may keep it.</summary>
internal static class PictureAnswer
{
    /// <summary>The answer.</summary>
    public static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> For(
        string id, string format, int? size, FileShelf shelf, Thumbnails thumbnails, HttpContext context)
    {
        if (size is < 1)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "size: expected a number of pixels, at least 1.");
        }

        if (!shelf.Has(id))
        {
            return Problems.NotFound("picture");
        }

        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        if (size is { } side)
        {
            var path = await thumbnails.Get(id, side, context.RequestAborted);
            var (type, tag) = (Thumbnails.ContentType(path), Tag($"{id}-{Path.GetFileName(path)[65..]}"));
            return TypedResults.PhysicalFile(path, type, entityTag: tag, enableRangeProcessing: true);
        }

        return TypedResults.PhysicalFile(shelf.PathOf(id), $"image/{format}", entityTag: Tag(id), enableRangeProcessing: true);
    }

    /// <summary>A tag that stands for content.</summary>
    public static EntityTagHeaderValue Tag(string text) => new($"\"{text}\"");
}
