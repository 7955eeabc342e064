using System.Net;
using Atelier.Studio.Api;
using Atelier.Studio.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Safety;

/// <summary>The checks that a request passes before an endpoint answers it.</summary>
internal static class RequestChecks
{
    private const string Header = "X-Atelier";

    /// <summary>
    /// Answers only to the studio's own names. A web page elsewhere may point a name of its own at this machine (DNS rebinding); its
    /// requests then come from the user's browser and look like those of the studio's page, but for the host that they name.
    /// </summary>
    public static void UseHostCheck(this IApplicationBuilder app, StudioSettings settings) => app.Use((context, next) =>
        IsOwnName(context.Request.Host.Host, settings) ? next(context) : Problems.Write(
            context,
            StatusCodes.Status421MisdirectedRequest,
            ProblemCodes.NotOwn,
            "The studio is not called so: use its address or localhost, or start it with --host NAME."));

    /// <summary>
    /// Takes no changes from pages of other sites: a browser sends any request that a page asks for, but not a header of its own to another
    /// site without asking there first, which is never allowed here.
    /// </summary>
    public static void UseCrossSiteCheck(this IApplicationBuilder app) => app.Use((context, next) =>
        Refusal(context.Request) is { } refusal
            ? Problems.Write(context, StatusCodes.Status403Forbidden, ProblemCodes.NotOwn, refusal)
            : next(context));

    /// <summary>Lets nobody to the API without a key, where keys are needed.</summary>
    public static void UseKeyCheck(this IApplicationBuilder app, ApiKeys keys)
    {
        if (!keys.AreNeeded)
        {
            return;
        }

        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/api/v1", out var rest))
            {
                await next(context);
                return;
            }

            var (name, wait) = keys.Check(context);
            if (name is not null)
            {
                ClientName.Set(context, name);
            }

            if (wait > TimeSpan.Zero)
            {
                await Problems.WrongKeys(context, wait).ExecuteAsync(context);
            }
            else if (name is null && rest != "/session")
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await Problems.Write(
                    context,
                    StatusCodes.Status401Unauthorized,
                    ProblemCodes.KeyNeeded,
                    "This studio needs a key: send it as \"Authorization: Bearer KEY\", or begin a session with POST /api/v1/session.");
            }
            else
            {
                await next(context);
            }
        });
    }

    private static bool IsOwnName(string host, StudioSettings settings)
    {
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || settings.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        // An address cannot be rebound; only the address of the server is its own, or any address where the server listens at all.
        var own = settings.Address;
        return IPAddress.TryParse(host.Trim('[', ']'), out var address)
            && (new[] { IPAddress.Any, IPAddress.IPv6Any, address }.Contains(own) || (settings.IsLocal && IPAddress.IsLoopback(address)));
    }

    private static string? Refusal(HttpRequest request)
    {
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isRead && request.Headers[Header] != "1")
        {
            return $"A request that changes something needs the header \"{Header}: 1\".";
        }

        var isOfAnotherPage = request.Headers.Origin is [{ } origin] && !IsOwnOrigin(origin, request);
        var isLink = isRead && request.Headers["Sec-Fetch-Mode"] == "navigate";
        var isOfAnotherSite = request.Headers["Sec-Fetch-Site"] == "cross-site" && !isLink;
        return isOfAnotherPage || isOfAnotherSite ? "The request comes from a page of another site." : null;
    }

    // Behind a proxy that speaks TLS the scheme may differ, the host may not.
    private static bool IsOwnOrigin(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
