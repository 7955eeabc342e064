using Atelier.Studio.Api;
using Atelier.Studio.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Safety;

/// <summary>Lets nobody to the API without a key, where keys are needed.</summary>
internal static class KeyCheck
{
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
                await Problems.WriteWrongKeys(context, wait);
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
}
