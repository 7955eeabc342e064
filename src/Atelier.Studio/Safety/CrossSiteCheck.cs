using Atelier.Studio.Api;
using Atelier.Studio.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Safety;

/// <summary>
/// Takes no changes from pages of other sites: a browser sends what any page asks it to, but not a header of its own to another
/// site without asking there first, which is never allowed here.
/// </summary>
internal static class CrossSiteCheck
{
    /// <summary>The header that every request must have that changes something.</summary>
    public const string Header = "X-Atelier";

    public static void UseCrossSiteCheck(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isRead && request.Headers[Header] != "1")
        {
            await Problems.Write(context, StatusCodes.Status403Forbidden, ProblemCodes.NotOwn, $"A request that changes something needs the header \"{Header}: 1\".");
        }
        else if (request.Headers.Origin is [{ } origin] && !IsOwn(origin, request))
        {
            await Problems.Write(context, StatusCodes.Status403Forbidden, ProblemCodes.NotOwn, "The request comes from a page of another site.");
        }
        else if (request.Headers["Sec-Fetch-Site"] == "cross-site" && (!isRead || request.Headers["Sec-Fetch-Mode"] != "navigate"))
        {
            await Problems.Write(context, StatusCodes.Status403Forbidden, ProblemCodes.NotOwn, "The request comes from a page of another site.");
        }
        else
        {
            await next(context);
        }
    });

    // Behind a proxy that speaks TLS the scheme may differ, the host may not.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
