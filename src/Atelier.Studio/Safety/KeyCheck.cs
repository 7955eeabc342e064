using Atelier.Studio.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Safety;

/// <summary>Lets nobody to the API without a key, where keys are needed.</summary>
internal static class KeyCheck
{
    /// <summary>Adds it.</summary>
    public static void UseKeyCheck(this IApplicationBuilder app, ApiKeys keys)
    {
        if (!keys.AreNeeded)
        {
            return;
        }

        app.Use(async (context, next) =>
        {
            var name = keys.Find(context.Request);
            if (name is not null)
            {
                ClientName.Set(context, name);
            }
            else if (context.Request.Path.StartsWithSegments("/api/v1") && !context.Request.Path.Equals("/api/v1/session", StringComparison.Ordinal))
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await Problems.Write(context, StatusCodes.Status401Unauthorized, "This studio needs a key: send it as \"Authorization: Bearer KEY\", or begin a session with POST /api/v1/session.");
                return;
            }

            await next(context);
        });
    }
}
