using System.Net;
using Atelier.Studio.Api;
using Atelier.Studio.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Safety;

/// <summary>
/// Answers only to its own names. A web page elsewhere may point a name of its own at this machine (DNS rebinding); its requests
/// then come from the user's browser and look like those of the studio's page, but for the name that they call it by.
/// </summary>
internal static class HostCheck
{
    public static void UseHostCheck(this IApplicationBuilder app, StudioSettings settings) => app.Use(async (context, next) =>
    {
        if (IsOwn(context.Request.Host.Host, settings))
        {
            await next(context);
            return;
        }

        await Problems.Write(context, StatusCodes.Status421MisdirectedRequest, ProblemCodes.NotOwn, "The studio is not called so: use its address or localhost, or start it with --host NAME.");
    });

    public static bool IsOwn(string host, StudioSettings settings)
    {
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || settings.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        // An address cannot be rebound; of those only the one that is listened at, or any where all are.
        return IPAddress.TryParse(host.Trim('[', ']'), out var address)
            && (settings.Address.Equals(IPAddress.Any) || settings.Address.Equals(IPAddress.IPv6Any) || settings.Address.Equals(address) || (settings.IsLocal && IPAddress.IsLoopback(address)));
    }
}
