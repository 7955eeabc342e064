using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Atelier.Studio.Page;

/// <summary>The API's description for people: a page without scripts, made from the one for programs.</summary>
internal static class ApiPage
{
    private const string Document = "v1";

    /// <summary>Adds the description for programs to the services.</summary>
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, options => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo
        {
            Title = "Atelier Studio",
            Version = Document,
            Description = "Repaints photographs in the manner of paintings. A request that changes something needs the header \"X-Atelier: 1\". Errors are problem details (RFC 9457).",
        };
        document.Servers = []; // whatever it was called by when it was first asked is not its address
        return Task.CompletedTask;
    }));

    /// <summary>Adds both descriptions.</summary>
    public static void MapApiDescription(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var description = new Lazy<Task<(string Json, string Html)>>(() => Describe(services)); // once: it never changes
        app.MapGet("/openapi/v1.json", async () => Results.Content((await description.Value).Json, "application/json; charset=utf-8")).ExcludeFromDescription();
        app.MapGet("/api", async () => Results.Content((await description.Value).Html, "text/html; charset=utf-8")).ExcludeFromDescription();
        app.MapGet("/api/page.css", () => Results.Content(Style, "text/css; charset=utf-8")).ExcludeFromDescription();
    }

    private static async Task<(string Json, string Html)> Describe(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Document).GetOpenApiDocumentAsync();
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        using var json = JsonDocument.Parse(text);
        return (text, Html(json.RootElement));
    }

    private static string Html(JsonElement document)
    {
        var info = document.GetProperty("info");
        var html = new StringBuilder()
            .Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append($"<title>{Text(info, "title")}: API</title><link rel=\"stylesheet\" href=\"/api/page.css\"></head><body><main>")
            .Append($"<h1>{Text(info, "title")}: API</h1><p>{Text(info, "description")}</p>")
            .Append("<p>For programs: <a href=\"/openapi/v1.json\">/openapi/v1.json</a></p>");
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                AddOperation(html, path.Name, operation.Name, operation.Value);
            }
        }

        html.Append("<h1>Messages</h1>");
        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            AddSchema(html, schema.Name, schema.Value);
        }

        return html.Append("</main></body></html>").ToString();
    }

    private static void AddOperation(StringBuilder html, string path, string method, JsonElement operation)
    {
        html.Append($"<section><h2><b>{Escape(method.ToUpperInvariant())}</b> <code>{Escape(path)}</code></h2><p>{Text(operation, "summary")}</p><dl>");
        if (operation.TryGetProperty("parameters", out var parameters))
        {
            foreach (var parameter in parameters.EnumerateArray())
            {
                html.Append($"<dt><code>{Text(parameter, "name")}</code></dt><dd>{Text(parameter, "in")}, {TypeOf(parameter.GetProperty("schema"))}</dd>");
            }
        }

        if (operation.TryGetProperty("requestBody", out var body))
        {
            html.Append($"<dt>body</dt><dd>{Contents(body)}</dd>");
        }

        foreach (var response in operation.GetProperty("responses").EnumerateObject())
        {
            html.Append($"<dt>{Escape(response.Name)}</dt><dd>{Text(response.Value, "description")}{(response.Value.TryGetProperty("content", out _) ? $": {Contents(response.Value)}" : "")}</dd>");
        }

        html.Append("</dl></section>");
    }

    private static void AddSchema(StringBuilder html, string name, JsonElement schema)
    {
        html.Append($"<section id=\"{Escape(name)}\"><h2><code>{Escape(name)}</code></h2><p>{TypeOf(schema)}</p>");
        if (schema.TryGetProperty("properties", out var properties))
        {
            html.Append("<dl>");
            foreach (var property in properties.EnumerateObject())
            {
                html.Append($"<dt><code>{Escape(property.Name)}</code></dt><dd>{TypeOf(property.Value)}</dd>");
            }

            html.Append("</dl>");
        }

        html.Append("</section>");
    }

    private static string Contents(JsonElement holder) => string.Join(
        ", ", holder.GetProperty("content").EnumerateObject().Select(c => $"<code>{Escape(c.Name)}</code> {(c.Value.TryGetProperty("schema", out var schema) ? TypeOf(schema) : "")}"));

    private static string TypeOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return "anything";
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = Escape(reference.GetString()!.Split('/')[^1]);
            return $"<a href=\"#{name}\">{name}</a>";
        }

        if (schema.TryGetProperty("enum", out var words))
        {
            return string.Join(" | ", words.EnumerateArray().Select(w => Escape(w.ToString())));
        }

        if (schema.TryGetProperty("oneOf", out var choices))
        {
            return string.Join(" or ", choices.EnumerateArray().Select(TypeOf));
        }

        var type = !schema.TryGetProperty("type", out var given) ? "anything"
            : given.ValueKind == JsonValueKind.Array ? string.Join(" or ", given.EnumerateArray().Select(t => Escape(t.ToString())))
            : Escape(given.ToString());
        return schema.TryGetProperty("items", out var items) ? $"{type} of {TypeOf(items)}"
            : schema.TryGetProperty("additionalProperties", out var values) ? $"{type} of {TypeOf(values)} by name"
            : type;
    }

    private static string Text(JsonElement holder, string name) => holder.TryGetProperty(name, out var text) ? Escape(text.ToString()) : "";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private const string Style = """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
        h2 { font-size: 1.1rem; margin: 0 0 .25rem; }
        section { border-top: 1px solid #8886; padding: 1rem 0; }
        p { margin: .25rem 0; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0 0; }
        dd { margin: 0; }
        """;
}
