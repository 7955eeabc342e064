using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Atelier.Studio.Page;

/// <summary>The page's files, which are part of the assembly.</summary>
internal static class WebFiles
{
    private const string Prefix = "wwwroot/";

    private static readonly Dictionary<string, WebFile> All = typeof(WebFiles).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(n => n[Prefix.Length..].Replace('\\', '/'), Read);

    /// <summary>Adds them: the page at <c>/</c>, the others under their names.</summary>
    public static void MapWebFiles(this IEndpointRouteBuilder app) => app.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], (HttpContext context, string path = "") =>
    {
        if (!All.TryGetValue(path.Length == 0 ? "index.html" : path, out var file))
        {
            return Results.NotFound();
        }

        // Built files other than the page have their checksum in their names.
        context.Response.Headers.CacheControl = path.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(file.Bytes, file.ContentType, entityTag: file.Tag);
    }).ExcludeFromDescription();

    private static WebFile Read(string name)
    {
        using var stream = typeof(WebFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var type = new FileExtensionContentTypeProvider().TryGetContentType(name, out var known) ? known : "application/octet-stream";
        return new WebFile(bytes, type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\""));
    }

    private sealed record WebFile(byte[] Bytes, string ContentType, EntityTagHeaderValue Tag);
}
