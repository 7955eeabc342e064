using System.Globalization;
using System.Text;

namespace Atelier.Studio.Load;

/// <summary>Kinds of requests that are wrong, each made anew by chance.</summary>
internal static class WrongRequests
{
    private static readonly string[] Tricks =
    [
        "../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/studio.db", "....//....//studio.db", "..%5c..%5cstudio.db", "%00", "con", "~root", "$(id)", "%c0%ae%c0%ae/x",
        new string('a', 64), new string('0', 63), new string('f', 65), "a/b/c", "%252e%252e%252f", "studio.db", "'; DROP TABLE jobs; --",
    ];

    private static readonly string[] Values = ["1", "-1", "1e999", "null", "true", "[]", "{}", "\"\"", "\"x\"", "[[[[]]]]", "\"../../x\"", "[1]", "{\"a\":1}", "\"\\u0000\"", "0.5"];

    /// <summary>All kinds.</summary>
    /// <param name="host">What the studio is called.</param>
    /// <param name="photo">The file of a picture.</param>
    public static IReadOnlyList<(string Kind, Func<Random, byte[]> Make)> All(string host, byte[] photo) =>
    [
        ("wrong types", random => Json(host, "jobs", Fields(random))),
        ("truncated JSON", random => Json(host, "jobs", Fields(random)[..random.Next(0, 13)])),
        ("deep JSON", random => Json(host, "jobs", new string('[', random.Next(100, 10_000)))),
        ("long JSON", random => Json(host, "jobs", $"{{\"name\":\"{new string('x', random.Next(300_000, 400_000))}\"}}")),
        ("random bytes as JSON", random => Post(host, "jobs", "application/json", Bytes(random, random.Next(1, 500)))),
        ("JSON of another type", random => Post(host, "jobs", "text/plain", Encoding.UTF8.GetBytes(Fields(random)))),
        ("random bytes as picture", random => Post(host, "pictures", "image/png", Bytes(random, random.Next(0, 5000)))),
        ("truncated picture", random => Post(host, "pictures", "image/jpeg", photo[..random.Next(1, photo.Length * 9 / 10)])),
        ("spoilt picture", random => Post(host, "pictures", "image/png", Spoilt(TinyPng.Of(64, 64, random.Next()), random))),
        ("picture that claims too much", random => Post(host, "pictures", "image/png", TinyPng.Of(16, 16, random.Next(), claimedWidth: random.Next(60_000_000, int.MaxValue)))),
        ("text as picture", random => Post(host, "pictures", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray())),
        ("picture of another type", random => Post(host, "pictures", "text/html", photo)),
        ("shorter than it says", random => Post(host, "pictures", "image/jpeg", photo[..random.Next(1, 1000)], length: photo.Length)),
        ("longer than is allowed", random => Post(host, "pictures", "image/jpeg", photo, length: 1L << 40)),
        ("length that is no number", random => RawRequest.Of("POST /api/v1/pictures HTTP/1.1", $"Host: {host}", "X-Atelier: 1", $"Content-Length: {Tricks[random.Next(Tricks.Length)]}")),
        ("chunks that are none", random => [.. RawRequest.Of("POST /api/v1/pictures HTTP/1.1", $"Host: {host}", "X-Atelier: 1", "Content-Type: image/png", "Transfer-Encoding: chunked"), .. "zz\r\nxx\r\n"u8]),
        ("path trick at pictures", random => RawRequest.Of($"GET /api/v1/pictures/{Trick(random)} HTTP/1.1", $"Host: {host}")),
        ("path trick at jobs", random => RawRequest.Of($"GET /api/v1/jobs/{Trick(random)}/result HTTP/1.1", $"Host: {host}")),
        ("path trick at samples", random => RawRequest.Of($"GET /api/v1/styles/{Trick(random)}/picture HTTP/1.1", $"Host: {host}")),
        ("path trick at the page", random => RawRequest.Of($"GET /{Trick(random)} HTTP/1.1", $"Host: {host}")),
        ("huge header", random => RawRequest.Of("GET /api/v1/info HTTP/1.1", $"Host: {host}", $"X-Long: {new string('x', random.Next(17_000, 200_000))}")),
        ("many headers", random => RawRequest.Of("GET /api/v1/info HTTP/1.1", [$"Host: {host}", .. Enumerable.Range(0, random.Next(200, 1000)).Select(i => $"X-{i}: {i}")])),
        ("huge path", random => RawRequest.Of($"GET /{new string('x', random.Next(9_000, 50_000))} HTTP/1.1", $"Host: {host}")),
        ("another host", random => RawRequest.Of("GET /api/v1/info HTTP/1.1", $"Host: {random.Next()}.example.com")),
        ("no host", random => RawRequest.Of("GET /api/v1/info HTTP/1.1", "Accept: */*")),
        ("another site", random => [.. RawRequest.Of("POST /api/v1/jobs HTTP/1.1", $"Host: {host}", "X-Atelier: 1", "Origin: https://example.com", "Content-Type: application/json", "Content-Length: 2"), .. "{}"u8]),
        ("without its header", random => [.. RawRequest.Of("POST /api/v1/jobs HTTP/1.1", $"Host: {host}", "Content-Type: application/json", "Content-Length: 2"), .. "{}"u8]),
        ("no HTTP", random => Bytes(random, random.Next(20, 2000), text: true)),
        ("another method", random => RawRequest.Of($"{new[] { "PUT", "PATCH", "TRACE", "BREW", "OPTIONS" }[random.Next(5)]} /api/v1/jobs HTTP/1.1", $"Host: {host}", "X-Atelier: 1", "Content-Length: 0")),
        ("wrong query", random => RawRequest.Of($"GET /api/v1/jobs?limit={new[] { "0", "x", "1e9", "-5", "99999999999" }[random.Next(5)]}&state={random.Next()} HTTP/1.1", $"Host: {host}")),
        ("stop what is not", random => RawRequest.Of($"POST /api/v1/jobs/{random.Next():x}/{new[] { "pause", "resume", "cancel", "keep", "explode" }[random.Next(5)]} HTTP/1.1", $"Host: {host}", "X-Atelier: 1", "Content-Length: 0")),
    ];

    private static string Trick(Random random) => Tricks[random.Next(Tricks.Length)].Replace(" ", "%20", StringComparison.Ordinal);

    private static string Fields(Random random)
    {
        string[] names = ["content", "styles", "regions", "preset", "options", "priority", "continueFrom", "name", "unknown"];
        return $"{{{string.Join(',', names.Where(_ => random.Next(2) == 0).Append("content").Select(n => $"\"{n}\":{Values[random.Next(Values.Length)]}"))}}}";
    }

    private static byte[] Json(string host, string path, string text) => Post(host, path, "application/json", Encoding.UTF8.GetBytes(text));

    private static byte[] Post(string host, string path, string type, byte[] body, long? length = null) =>
    [
        .. RawRequest.Of(
            $"POST /api/v1/{path} HTTP/1.1",
            $"Host: {host}",
            "X-Atelier: 1",
            $"Content-Type: {type}",
            string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length ?? body.Length}")),
        .. body,
    ];

    private static byte[] Bytes(Random random, int count, bool text = false)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return text ? [.. bytes.Select(b => (byte)('!' + (b % 90))), .. "\r\n\r\n"u8] : bytes;
    }

    // In the pixels: a spoilt checksum or stream is found only by decoding.
    private static byte[] Spoilt(byte[] png, Random random)
    {
        for (var i = 0; i < 20; i++)
        {
            png[random.Next(60, png.Length - 30)] ^= (byte)random.Next(1, 256);
        }

        return png;
    }
}
