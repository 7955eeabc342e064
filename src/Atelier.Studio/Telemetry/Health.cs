using Atelier.Studio.Data;
using Atelier.Studio.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Studio.Telemetry;

/// <summary>Whether the studio lives, and whether it can work.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" })).WithSummary("Whether the process answers.");
        app.MapGet("/health/ready", (JobStore store, JobRunner runner, JobQueue queue, DataFolder folder) => !folder.HasRoom()
            ? Results.Problem("The disk of the studio's data folder is full: free some space, or remove jobs.", statusCode: StatusCodes.Status503ServiceUnavailable)
            : runner.IsReady && store.CanWrite() ? Results.Ok(new { status = "ready", queued = queue.Count, running = runner.RunningCount })
            : Results.Problem("The database cannot be written to, or the studio is still starting.", statusCode: StatusCodes.Status503ServiceUnavailable))
            .WithSummary("Whether jobs can be taken and kept.");
    }
}
