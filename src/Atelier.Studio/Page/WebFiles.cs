using System.IO.Compression;
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

    private const int LeastPacked = 2 << 10;

    private static readonly Dictionary<string, WebFile> All = typeof(WebFiles).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(n => n[Prefix.Length..].Replace('\\', '/'), Read);

    /// <summary>Adds them: the page at <c>/</c>, the others under their names.</summary>
    public static void MapWebFiles(this IEndpointRouteBuilder app) => app.MapGet("/{**path}", (HttpContext context, string path = "") =>
    {
        if (!All.TryGetValue(path.Length == 0 ? "index.html" : path, out var file))
        {
            return Results.NotFound();
        }

        // Built files other than the page have their checksum in their names.
        context.Response.Headers.CacheControl = path.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (file.Packed is not { } packed)
        {
            return Results.Bytes(file.Bytes, file.ContentType, entityTag: file.Tag);
        }

        context.Response.Headers.Vary = "Accept-Encoding";
        if (!TakesPacked(context.Request))
        {
            return Results.Bytes(file.Bytes, file.ContentType, entityTag: file.Tag);
        }

        context.Response.Headers.ContentEncoding = "gzip";
        return Results.Bytes(packed.Value, file.ContentType, entityTag: new EntityTagHeaderValue($"{file.Tag.Tag.Value![..^1]}-gzip\""));
    }).ExcludeFromDescription();

    private static WebFile Read(string name)
    {
        using var stream = typeof(WebFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var type = new FileExtensionContentTypeProvider().TryGetContentType(name, out var known) ? known : "application/octet-stream";
        var isText = type.StartsWith("text/", StringComparison.Ordinal);
        return new WebFile(
            bytes,
            isText ? $"{type}; charset=utf-8" : type,
            new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\""),
            isText && bytes.Length >= LeastPacked ? new Lazy<byte[]>(() => Pack(bytes)) : null);
    }

    // As a list that names gzip, other than to refuse it.
    private static bool TakesPacked(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "gzip" && e.Quality is null or > 0);

    private static byte[] Pack(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return memory.ToArray();
    }

    private sealed record WebFile(byte[] Bytes, string ContentType, EntityTagHeaderValue Tag, Lazy<byte[]>? Packed);
}
