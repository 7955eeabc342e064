using Atelier.Client;
using Atelier.Studio.Jobs;
using Atelier.Studio.Messages;
using Atelier.Studio.Pictures;
using Atelier.Studio.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Studio.Api;

/// <summary>Uploaded pictures.</summary>
internal static class PicturesApi
{
    public static void MapPictures(this RouteGroupBuilder api)
    {
        api.MapPost("/pictures", Upload).IsCostly()
            .Accepts<Stream>("image/*", "application/octet-stream")
            .WithSummary("Uploads a picture; its id is the SHA-256 of its bytes.");
        api.MapGet("/pictures/{id}", Picture).WithSummary("A picture; size: the longest side of a reduced one that every browser shows.");
    }

    private static async Task<Results<Created<PictureInfo>, Ok<PictureInfo>, ProblemHttpResult>> Upload(
        HttpContext context, UploadService intake, RetentionService cleaner, StudioSettings settings)
    {
        var type = context.Request.ContentType ?? "";
        if (!type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase))
        {
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, MessageCodes.NotAPicture, "Expected the bytes of a picture with the content type image/* or application/octet-stream.");
        }

        if (intake.IsFull)
        {
            cleaner.Clean();
            if (intake.IsFull)
            {
                return Problems.Of(StatusCodes.Status507InsufficientStorage, ProblemCodes.FolderFull, "The studio's folder is full: remove jobs, or start it with more --keep-gigabytes.");
            }
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = settings.UploadBytes;
        var (picture, isNew) = await intake.Take(context.Request.Body, context.RequestAborted);
        return isNew ? TypedResults.Created($"/api/v1/pictures/{picture.Id}", picture) : TypedResults.Ok(picture);
    }

    private static async Task<Results<FileStreamHttpResult, StatusCodeHttpResult, ProblemHttpResult>> Picture(
        string id, int? size, JobStore store, BlobStore blobs, Thumbnails thumbnails, HttpContext context)
    {
        return BlobStore.IsId(id) && store.FindPicture(id) is { } picture
            ? await PictureAnswer.Of(id, picture.Format, size, blobs, thumbnails, context)
            : Problems.NotFound("picture");
    }
}
