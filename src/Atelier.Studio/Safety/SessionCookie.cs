using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Safety;

/// <summary>
/// The cookie of a session: for a browser, whose pictures and events cannot carry a key. It says when the session began, signed by a secret
/// that comes from the key. The studio keeps nothing of it: a session outlives a restart, and ends with its key.
/// </summary>
internal static class SessionCookie
{
    public const string Name = "atelier-session";

    public static TimeSpan Age { get; } = TimeSpan.FromDays(30);

    public static string For(KnownKey key, DateTimeOffset now)
    {
        var began = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{began}.{Convert.ToHexStringLower(Signature(key, began))}";
    }

    /// <summary>The name of the client whose session a cookie holds; null where it holds none.</summary>
    public static string? Check(string cookie, IReadOnlyList<KnownKey> keys, DateTimeOffset now)
    {
        if (cookie.Split('.') is not [var began, var signature]
            || !long.TryParse(began, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || now.ToUnixTimeSeconds() - seconds > Age.TotalSeconds)
        {
            return null;
        }

        var given = Encoding.ASCII.GetBytes(signature);
        return keys.FirstOrDefault(
            k => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Signature(k, began))), given))?.Name;
    }

    /// <summary>How a browser keeps the cookie of a request's session.</summary>
    public static CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = IsHttps(request),
        Path = "/api",
    };

    // A proxy that ends TLS asks here without it. A client that says https without a reason only loses its cookie, so every client is believed.
    private static bool IsHttps(HttpRequest request) =>
        request.IsHttps
        || request.Headers["X-Forwarded-Proto"].ToString().StartsWith("https", StringComparison.OrdinalIgnoreCase)
        || request.Headers.Origin.ToString().StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static byte[] Signature(KnownKey key, string began) => HMACSHA256.HashData(key.SessionSecret, Encoding.ASCII.GetBytes(began));
}
