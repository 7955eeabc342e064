using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace Atelier.Studio.Safety;

/// <summary>Proxies between the studio and its visitors.</summary>
internal static class Proxies
{
    private static readonly string[] Headers = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP"];

    /// <summary>Takes address and scheme of a visitor from the headers of the proxies that are named in the settings, and of no others.</summary>
    public static void UseProxies(this IApplicationBuilder app, StudioSettings settings)
    {
        if (settings.Proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in settings.Proxies)
        {
            options.KnownProxies.Add(proxy);
        }

        app.UseForwardedHeaders(options);
    }

    /// <summary>Whether the visitor sits at this machine: the address is its own, and no proxy stands between.</summary>
    public static bool IsSameMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsNameOfThisMachine(context.Request.Host.Host)
        && !Headers.Any(context.Request.Headers.ContainsKey);

    // A proxy that adds no headers may still pass on the name that its visitors use.
    private static bool IsNameOfThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
