using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Atelier.Client;
using Atelier.Studio.Jobs;
using Atelier.Studio.Messages;
using Atelier.Studio.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Studio.Api;

/// <summary>Jobs: made, listed, stopped, removed.</summary>
internal static class JobsApi
{
    private const int LongestKey = 200;

    public static void MapJobs(this RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("/jobs");
        jobs.MapPost("", Create).IsCostly().WithSummary("Asks for a picture. The same Idempotency-Key is the same job.")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        jobs.MapGet("", List).WithSummary("Jobs, the newest first.");
        jobs.MapGet("/{id}", Find).WithSummary("A job.");
        jobs.MapDelete("/{id}", Remove).WithSummary("Removes a job that has ended.");
        Map("pause", "paused", "Lays a job aside.", (service, id, end) => service.Pause(id, end));
        Map(
            "resume",
            "resumed",
            "Lets a job go on that was laid aside, or takes up one that was given up, within a day.",
            (service, id, _) => Task.FromResult(service.Resume(id)));
        Map("cancel", "cancelled", "Gives a job up.", (service, id, end) => service.Cancel(id, end));
        Map(
            "keep",
            "ended so",
            "Ends a job that is being painted, with the picture so far as its result.",
            (service, id, end) => service.Keep(id, end));
        Map("pin", "pinned", "Keeps a job whatever is cleared away.", (service, id, _) => Task.FromResult(service.Pin(id, isPinned: true)));
        Map(
            "unpin",
            "unpinned",
            "Lets a job be cleared away again when its time comes.",
            (service, id, _) => Task.FromResult(service.Pin(id, isPinned: false)));

        void Map(string verb, string done, string summary, Func<JobService, string, CancellationToken, Task<JobRow?>> act) => jobs
            .MapPost($"/{{id}}/{verb}", (string id, JobStore store, JobService service, CancellationToken end) =>
                Do(id, store, service, done, () => act(service, id, end)))
            .WithSummary(summary);
    }

    private static Results<Created<Job>, Ok<Job>, ValidationProblem, ProblemHttpResult> Create(
        JobRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, JobRequestValidator check, JobService service, HttpContext context)
    {
        if (key is { Length: 0 or > LongestKey })
        {
            return Problems.Of(StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, $"Idempotency-Key: expected 1 to {LongestKey} characters.");
        }

        var (kept, start, faults) = check.Run(request);
        if (faults.Count > 0)
        {
            return Problems.OfFields(faults);
        }

        var hash = key is null ? null : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Sorted(kept), StudioJson.Options)));
        if (service.Add(kept, start, ClientName.Of(context), key, hash) is not var (job, isNew))
        {
            context.Response.Headers.RetryAfter = "30";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, ProblemCodes.QueueFull, "The queue is full: try again later.");
        }

        if (!isNew && job.RequestHash != hash)
        {
            return Problems.Of(StatusCodes.Status409Conflict, ProblemCodes.KeyReused, "This Idempotency-Key was used for another request.");
        }

        return isNew ? TypedResults.Created($"/api/v1/jobs/{job.Id}", service.View(job)) : TypedResults.Ok(service.View(job));
    }

    private static Results<Ok<JobPage>, ProblemHttpResult> List(JobStore store, JobService service, int limit = 50, string? after = null, string? state = null)
    {
        List<JobState> states = [];
        foreach (var word in (state ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Enum.TryParse<JobState>(word, ignoreCase: true, out var one) || !char.IsLetter(word[0]))
            {
                return Problems.Of(StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, $"state: expected {string.Join(", ", Enum.GetNames<JobState>().Select(n => n.ToLowerInvariant()))}.");
            }

            states.Add(one);
        }

        if (limit is < 1 or > 200)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "limit: expected a number from 1 to 200.");
        }

        long? before = null;
        if (after is not null)
        {
            if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return Problems.Of(StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, "after: expected what a page gave as next.");
            }

            before = number;
        }

        var rows = store.List(states, before, limit + 1);
        var next = rows.Count > limit ? rows[limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new JobPage([.. rows.Take(limit).Select(service.View)], next));
    }

    private static Results<Ok<Job>, ProblemHttpResult> Find(string id, JobStore store, JobService service) =>
        store.Find(id) is { } job ? TypedResults.Ok(service.View(job)) : Problems.NotFound("job");

    private static Results<NoContent, ProblemHttpResult> Remove(string id, JobStore store, JobService service) =>
        store.Find(id) is not { } job ? Problems.NotFound("job")
        : service.Remove(id) ? TypedResults.NoContent()
        : Problems.Of(StatusCodes.Status409Conflict, ProblemCodes.WrongState, $"The job is {Word(job)}: cancel it first.");

    private static async Task<Results<Ok<Job>, ProblemHttpResult>> Do(string id, JobStore store, JobService service, string what, Func<Task<JobRow?>> act)
    {
        if (store.Find(id) is null)
        {
            return Problems.NotFound("job");
        }

        return await act() is { } job ? TypedResults.Ok(service.View(job))
            : store.Find(id) is { } now ? Problems.Of(StatusCodes.Status409Conflict, ProblemCodes.WrongState, $"The job is {Word(now)} and cannot be {what}.")
            : Problems.NotFound("job");
    }

    private static string Word(JobRow job) => job.State.ToString().ToLowerInvariant();

    // The order of options means nothing.
    private static JobRequest Sorted(JobRequest request) =>
        request with { Options = new SortedDictionary<string, string>(request.Options!.ToDictionary(), StringComparer.Ordinal) };
}
