using System.Globalization;
using Atelier.Studio.Jobs;
using Atelier.Studio.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Atelier.Studio.Api;

/// <summary>The events of a job, as server-sent events.</summary>
internal static class EventsApi
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // Without it, a watcher that has gone is never noticed.
    private static readonly IReadOnlyList<byte[]> StillThere = [": still there\n\n"u8.ToArray()];

    public static void MapEvents(this RouteGroupBuilder api) =>
        api.MapGet("/jobs/{id}/events", Watch).Produces<string>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("What happens to a job: state, history, progress, preview, warning. Goes on from Last-Event-ID; ends with the job.");

    private static async Task Watch(string id, HttpContext context, JobStore store, JobEventStreams feeds, IHostApplicationLifetime lifetime)
    {
        if (store.Find(id) is not { } job)
        {
            await Problems.Write(context, StatusCodes.Status404NotFound, ProblemCodes.NotFound, "There is no such job.");
            return;
        }

        var feed = feeds.Of(job);
        long? last = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : null;
        var (frames, read, more) = feed.Read(last);
        if (frames.Count == 0 && feed.IsEnded)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent; // so a browser asks no more
            return;
        }

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                foreach (var frame in frames)
                {
                    await context.Response.Body.WriteAsync(frame, end.Token);
                }

                await context.Response.Body.FlushAsync(end.Token);
                if (feed.IsEnded && feed.Read(read).Frames.Count == 0)
                {
                    return;
                }

                try
                {
                    await more.WaitAsync(Heartbeat, end.Token);
                    (frames, read, more) = feed.Read(read);
                }
                catch (TimeoutException)
                {
                    frames = StillThere;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The watcher has gone, or the server ends.
        }
    }
}
