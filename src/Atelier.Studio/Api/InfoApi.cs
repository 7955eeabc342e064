using Atelier.Client;
using Atelier.Recipes;
using Atelier.Studio.Jobs;
using Atelier.Studio.Pictures;
using Atelier.Studio.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Studio.Api;

/// <summary>Describes the studio, the options of a job, and the paintings that come with the studio.</summary>
internal static class InfoApi
{
    public static void MapInfo(this RouteGroupBuilder api)
    {
        api.MapGet("/info", Info).WithSummary("Version, networks, limits and formats.");
        api.MapGet("/options", (StudioSettings settings) => JobOptions.Catalogue(settings)).WithSummary("Presets and options of a job.");
        api.MapGet("/styles", () => SamplePaintings.All).WithSummary("The paintings that come with the studio.");
        api.MapGet("/styles/{id}/picture", Painting).WithSummary("One of them; size: the longest side of a reduced picture.");
    }

    private static StudioInfo Info(StudioSettings settings, HttpContext context) => new(
        Recipe.CurrentVersion,
        JobNetworks.All(settings),
        new StudioLimits(settings.UploadBytes, settings.Pixels, settings.Queue),
        ResultsApi.FormatNames)
    {
        IsSameMachine = Proxies.IsSameMachine(context),
        KeepDays = settings.KeepDays,
    };

    private static async Task<Results<FileStreamHttpResult, StatusCodeHttpResult, ProblemHttpResult>> Painting(
        string id, int? size, SamplePaintings samples, BlobStore blobs, Thumbnails thumbnails, HttpContext context) =>
        samples.FileOf(id) is { } file
            ? await PictureAnswer.Of(file, "jpeg", size, blobs, thumbnails, context)
            : Problems.NotFound("painting");
}
