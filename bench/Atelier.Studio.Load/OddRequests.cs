using System.Text;

namespace Atelier.Studio.Load;

/// <summary>Requests with odd headers or addresses, which may be answered or refused.</summary>
internal static class OddRequests
{
    private static readonly string[] Accepts =
    [
        "*/*", "application/json", "application/problem+json", "text/event-stream", "text/html", "text/html,application/xhtml+xml;q=0.9,image/avif,image/webp",
        "image/*", "application/json;q=0", "application/json;q=0, */*;q=0", ";;,", "text", "*/json", "a/b;q=x", "application/json; charset=\"", "", "\t",
    ];

    private static readonly string[] Odd =
    [
        "", "0", "-1", "\"", "\"\"", "*", "bytes=0-0", "bytes=-1", "bytes=9-1", "bytes=0-,5-", "bytes=99999999999999999999-", "W/\"x\", *", "\"x", "Bearer", "Bearer ", "Basic x:y", "Bearer \"x\"",
        "gzip;q=x", "gzip, br;q=0", "identity;q=0, *;q=0", "Thu, 99 Foo 9999", "Thu, 01 Jan 1970 00:00:00 GMT", "99999999999999999999", "; = ;", "atelier-session=", "atelier-session=.", "atelier-session=9.x",
        "atelier-session=99999999999999999999.aa", "1:2:3", "[::1]:80", "http://", "null", "cross-site", "same-origin", "for=\"[::1", "https,http", "application/json; charset=nonsense", "a", "\u00e9",
    ];

    private static readonly string[] Headers =
    [
        "Range", "If-Range", "If-None-Match", "If-Match", "If-Modified-Since", "If-Unmodified-Since", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "Origin", "Referer", "Last-Event-ID",
        "Idempotency-Key", "Sec-Fetch-Site", "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Content-Type", "Expect", "Upgrade", "TE", "X-HTTP-Method-Override", "X-Atelier", "traceparent", "Connection",
    ];

    private static readonly string[] Escapes =
    [
        "%", "%z", "%zz", "%2", "%u0041", "%ff", "%c0%80", "%c0%ae%c0%ae%2f", "%e2%82", "%00", "%0a", "%0d%0aX: y", "%7f", "%f0%9f%8e%a8", "a%20b", "%25", "%25zz", "..%2f", "\\", "%5c", ";", "//", "?", "#", "[", "{id}",
    ];

    /// <summary>All kinds.</summary>
    /// <param name="host">What the studio is called.</param>
    /// <param name="job">A job that has succeeded, or a name that none has.</param>
    public static IReadOnlyList<(string Kind, Func<Random, byte[]> Make)> All(string host, string job) =>
    [
        ("odd header", random => RawRequest.Of($"{Method(random)} {Path(random, job)} HTTP/1.1", $"Host: {host}", $"{One(random, Headers)}: {One(random, Odd)}")),
        ("odd headers", random => RawRequest.Of($"{Method(random)} {Path(random, job)} HTTP/1.1", [$"Host: {host}", .. Enumerable.Range(0, 6).Select(_ => $"{One(random, Headers)}: {One(random, Odd)}")])),
        ("odd escape in the path", random => RawRequest.Of($"GET {Path(random, job)}/{One(random, Escapes)} HTTP/1.1", $"Host: {host}")),
        ("odd escape at the root", random => RawRequest.Of($"GET /{One(random, Escapes)} HTTP/1.1", $"Host: {host}")),
        ("odd escape in the query", random => RawRequest.Of($"GET {Path(random, job)}?{One(random, ["size", "format", "download", "limit", "after", "state", "step", "x"])}={One(random, [.. Escapes, .. Odd])} HTTP/1.1".Replace("\"", "%22", StringComparison.Ordinal), $"Host: {host}")),
        ("odd body", random => [.. RawRequest.Of($"POST /api/v1/{One(random, ["jobs", "session", "pictures", $"jobs/{job}/resume"])} HTTP/1.1", $"Host: {host}", "X-Atelier: 1", "Content-Length: 22", $"Content-Type: {One(random, ["application/json", "text/json", "application/json; charset=utf-16", .. Odd])}"), .. "{\"name\":\"\\ud800 \\u0000\"}"u8.ToArray().AsSpan(0, 22)]),
        ("odd host", random => RawRequest.Of("GET /api/v1/info HTTP/1.1", $"Host: {One(random, ["", ":", "localhost:", "localhost:x", "[", "[::1", "[::1]", "[]", "127.0.0.1:99999", "127.1", "0", "localhost.", "user@localhost", .. Odd])}")),
        ("odd version", random => RawRequest.Of($"GET {Path(random, job)} HTTP/{One(random, ["1.0", "1.1", "2", "9.9"])}", $"Host: {host}", "Connection: close")),
        ("odd target", random => RawRequest.Of($"{One(random, ["GET", "OPTIONS", "CONNECT", "HEAD"])} {One(random, ["*", "http://localhost/", $"http://{host}/api/v1/info", "localhost:80", "x", "/", "//", "/?", "/#"])} HTTP/1.1", $"Host: {host}")),
    ];

    /// <summary>A request with an <c>Accept</c> header by chance, mostly; it goes before what else the request says.</summary>
    public static byte[] WithAccept(byte[] request, Random random)
    {
        var end = request.AsSpan().IndexOf("\r\n"u8);
        return end < 0 || random.Next(10) == 0
            ? request
            : [.. request.AsSpan(0, end + 2), .. Encoding.Latin1.GetBytes($"Accept: {One(random, Accepts)}\r\n"), .. request.AsSpan(end + 2)];
    }

    private static string Method(Random random) => random.Next(4) == 0 ? "HEAD" : "GET";

    private static string Path(Random random, string job) => One(random,
    [
        "/", "/api", "/openapi/v1.json", "/openapi/v2.json", "/health/ready", "/api/v1/info", "/api/v1/options", "/api/v1/styles", "/api/v1/styles/night/picture", "/api/v1/styles/night/picture?size=96",
        "/api/v1/jobs", "/api/v1/session", $"/api/v1/jobs/{job}", $"/api/v1/jobs/{job}/preview", $"/api/v1/jobs/{job}/result", $"/api/v1/jobs/{job}/result?format=webp", $"/api/v1/jobs/{job}/result?size=1",
        $"/api/v1/jobs/{job}/recipe", $"/api/v1/jobs/{job}/events", "/api/v1/jobs/none/events",
    ]);

    private static string One(Random random, params string[] of) => of[random.Next(of.Length)];
}
