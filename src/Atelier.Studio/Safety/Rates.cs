using Atelier.Studio.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Safety;

/// <summary>How many requests a client may make.</summary>
internal static class Rates
{
    private const int Reserve = 10;

    /// <summary>Adds the limits; to be added when it is known which endpoint answers.</summary>
    public static void UseRates(this IApplicationBuilder app, StudioSettings settings, TimeProvider time)
    {
        if (settings.Rate == 0)
        {
            return;
        }

        var all = Buckets(settings.Rate);
        var costly = Buckets((settings.Rate + 9) / 10);
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

            await Problems.TooMany(context, wait, "Too many requests: wait a moment.").ExecuteAsync(context);
        });

        TokenBuckets Buckets(int rate) => new(rate, rate * Reserve, time);
    }

    /// <summary>Marks an endpoint of uploads or new jobs: a tenth of what else is allowed.</summary>
    public static TBuilder IsCostly<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Costly());

    private sealed record Costly;
}
