using Atelier.Studio.Messages;
using Atelier.Studio.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Studio.Api;

/// <summary>Sessions: a browser shows its key once and has a cookie from then on.</summary>
internal static class SessionApi
{
    public static void MapSession(this RouteGroupBuilder api)
    {
        api.MapGet("/session", (ApiKeys keys, HttpContext context) => new SessionState(keys.AreNeeded, !keys.AreNeeded || ClientName.OfKey(context) is not null))
            .WithSummary("Whether a key is needed, and whether this client has shown one.");
        api.MapPost("/session", Begin).IsCostly().WithSummary("Begins a session with a key, where the studio needs one.");
        api.MapDelete("/session", End).WithSummary("Ends the session: the browser forgets its cookie.");
    }

    private static Results<NoContent, ProblemHttpResult> Begin(SessionRequest request, ApiKeys keys, HttpContext context)
    {
        if (!keys.AreNeeded)
        {
            return TypedResults.NoContent();
        }

        var key = request.Key ?? "";
        var (name, wait) = keys.Check(context, key);
        if (wait > TimeSpan.Zero)
        {
            return Problems.WrongKeys(context, wait);
        }

        if (name is null)
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, ProblemCodes.WrongKey, "The key does not hold.");
        }

        var options = SessionCookie.Options(context.Request);
        options.MaxAge = SessionCookie.Age;
        context.Response.Cookies.Append(SessionCookie.Name, keys.BeginSession(key), options);
        return TypedResults.NoContent();
    }

    private static NoContent End(HttpContext context)
    {
        context.Response.Cookies.Delete(SessionCookie.Name, SessionCookie.Options(context.Request));
        return TypedResults.NoContent();
    }
}

/// <summary>A key.</summary>
internal sealed record SessionRequest(string? Key);

/// <summary>How it stands with keys.</summary>
/// <param name="Needed">Whether a key is needed.</param>
/// <param name="Open">Whether this client may come in.</param>
internal sealed record SessionState(bool Needed, bool Open);
