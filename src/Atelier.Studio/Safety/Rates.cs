using System.Globalization;
using Atelier.Studio.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Safety;

/// <summary>How many requests a client may make.</summary>
internal static class Rates
{
    /// <summary>Adds the limits; to be added when it is known which endpoint answers.</summary>
    public static void UseRates(this IApplicationBuilder app, StudioSettings settings, TimeProvider time)
    {
        if (settings.Rate == 0)
        {
            return;
        }

        var all = new TokenBuckets(settings.Rate, time);
        var costly = new TokenBuckets((settings.Rate + 9) / 10, time);
        app.Use(async (context, next) =>
        {
            var client = ClientName.Of(context);
            var wait = all.Take(client);
            if (wait == TimeSpan.Zero && context.GetEndpoint()?.Metadata.GetMetadata<Costly>() is not null)
            {
                wait = costly.Take(client);
            }

            if (wait == TimeSpan.Zero)
            {
                await next(context);
                return;
            }

            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Problems.Write(context, StatusCodes.Status429TooManyRequests, "Too many requests: wait a moment.");
        });
    }

    /// <summary>Marks an endpoint of uploads or new jobs: a tenth of what else is allowed.</summary>
    public static TBuilder IsCostly<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Costly());

    private sealed record Costly;
}
