using System.Globalization;
using System.Threading.RateLimiting;
using Atelier.Studio.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Studio.Safety;

/// <summary>How many requests a client may make.</summary>
internal static class Rates
{
    /// <summary>The policy of uploads and new jobs: a tenth of what else is allowed.</summary>
    public const string Costly = "costly";

    /// <summary>Adds the limits.</summary>
    public static void AddRates(this IServiceCollection services, StudioSettings settings) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(ClientName.Of(context), settings.Rate));
        limits.AddPolicy(Costly, context => Partition($"costly {ClientName.Of(context)}", (settings.Rate + 9) / 10));
        limits.OnRejected = async (context, _) =>
        {
            var seconds = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, Math.Ceiling(wait.TotalSeconds)) : 1;
            context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            await Problems.Write(context.HttpContext, StatusCodes.Status429TooManyRequests, "Too many requests: wait a moment.");
        };
    });

    private static RateLimitPartition<string> Partition(string client, int rate) => rate == 0
        ? RateLimitPartition.GetNoLimiter(client)
        : RateLimitPartition.GetTokenBucketLimiter(client, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate * 10,
            TokensPerPeriod = rate,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
}
