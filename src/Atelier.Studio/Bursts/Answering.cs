using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Bursts;

/// <summary>
/// Which requests may be answered on the thread that answers everybody: those of endpoints that are marked so, as long as they find in memory
/// what they need. All others go to threads where they hold up nobody.
/// </summary>
internal static class Answering
{
    /// <summary>Sends away what is not marked; to be added when it is known which endpoint answers.</summary>
    public static void UseAnswering(this IApplicationBuilder app) => app.Use((HttpContext context, RequestDelegate next) =>
        context.Features.Get<IBurstFeature>() is { } connection && context.GetEndpoint()?.Metadata.GetMetadata<AtHand>() is null
            ? Elsewhere(connection, context, next)
            : next(context));

    /// <summary>Marks an endpoint whose answers are mostly in memory. Where one is not, it calls <see cref="Leave"/> before it looks further.</summary>
    public static void AtHand(this IEndpointConventionBuilder endpoint) => endpoint.Add(builder => builder.Metadata.Add(new AtHand()));

    /// <summary>Goes on where something that takes long holds up nobody.</summary>
    public static async ValueTask Leave()
    {
        if (!Thread.CurrentThread.IsThreadPoolThread)
        {
            await Task.Yield();
        }
    }

    // Until it is answered, whatever else of it comes in goes there too.
    private static async Task Elsewhere(IBurstFeature connection, HttpContext context, RequestDelegate next)
    {
        connection.IsElsewhere = true;
        try
        {
            await Leave();
            await next(context);
        }
        finally
        {
            connection.IsElsewhere = false;
        }
    }
}

/// <summary>The mark of an endpoint whose answers are mostly in memory.</summary>
internal sealed record AtHand;
