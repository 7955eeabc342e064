using Atelier.Studio.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Atelier.Studio.Api;

/// <summary>Sessions: a browser shows its key once and has a cookie from then on.</summary>
internal static class SessionApi
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapSession(this RouteGroupBuilder api)
    {
        api.MapGet("/session", (ApiKeys keys, HttpContext context) => new SessionState(keys.AreNeeded, !keys.AreNeeded || keys.Find(context.Request) is not null))
            .WithSummary("Whether a key is needed, and whether this client has shown one.");
        api.MapPost("/session", Begin).IsCostly().WithSummary("Begins a session with a key, where the studio needs one.");
        api.MapDelete("/session", End).WithSummary("Ends the session.");
    }

    private static Results<NoContent, ProblemHttpResult> Begin(SessionRequest request, ApiKeys keys, HttpContext context)
    {
        if (!keys.AreNeeded)
        {
            return TypedResults.NoContent();
        }

        if (keys.Find(request.Key ?? "") is not { } name)
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "The key does not hold.");
        }

        context.Response.Cookies.Append(ApiKeys.Cookie, keys.Begin(name), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/api",
        });
        return TypedResults.NoContent();
    }

    private static NoContent End(ApiKeys keys, HttpContext context)
    {
        keys.End(context.Request.Cookies[ApiKeys.Cookie]);
        context.Response.Cookies.Delete(ApiKeys.Cookie, new CookieOptions { Path = "/api" });
        return TypedResults.NoContent();
    }
}

/// <summary>A key.</summary>
internal sealed record SessionRequest(string? Key);

/// <summary>How it stands with keys.</summary>
/// <param name="Needed">Whether a key is needed.</param>
/// <param name="Open">Whether this client may come in.</param>
internal sealed record SessionState(bool Needed, bool Open);
