using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Atelier.Studio.Api;

/// <summary>The API's description (OpenAPI).</summary>
internal static class ApiDescription
{
    private const string Document = "v1";
    private const string Address = $"/openapi/{Document}.json";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.ShouldInclude = endpoint => endpoint.HttpMethod != HttpMethods.Head; // as GET, without the content
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Atelier Studio",
                Version = Document,
                Description = "Repaints photographs in the manner of paintings. A request that changes something needs the header \"X-Atelier: 1\". "
                    + "Errors are problem details (RFC 9457).",
            };
            document.Servers = []; // else the host of the first request would stand there
            return Task.CompletedTask;
        });
    });

    /// <summary>Adds the description, and <c>/api</c>, which leads to it.</summary>
    public static void MapApiDescription(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi(Address);
        app.MapGet("/api", () => Results.Redirect(Address)).ExcludeFromDescription();
    }
}
