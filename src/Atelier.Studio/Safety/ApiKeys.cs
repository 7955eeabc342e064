using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Atelier.Studio.Safety;

/// <summary>
/// The keys that open the API. Only checksums of keys are held, and the comparison takes the same time for every key. Wrong keys are counted
/// by address: after too many, no key from that address is looked at for a while, right ones neither, or an answer would tell which guess was
/// right. Sessions that were begun before go on.
/// </summary>
internal sealed partial class ApiKeys(StudioSettings settings, TimeProvider time, ILogger<ApiKeys> log)
{
    private const int MostWrong = 10;
    private const double WrongPerSecond = 0.1;

    private readonly KnownKey[] _keys = [.. settings.Keys.Select(k => new KnownKey(k))];
    private readonly TokenBuckets _wrong = new(WrongPerSecond, MostWrong, time);

    public bool AreNeeded => _keys.Length > 0;

    /// <summary>Looks at the key that a request shows, or else at its session.</summary>
    /// <returns>The client's name where one of the two holds; how long the client has to wait before another key is looked at.</returns>
    public (string? Name, TimeSpan Wait) Check(HttpContext context)
    {
        const string Scheme = "Bearer ";
        var given = context.Request.Headers.Authorization.ToString();
        return given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? Check(context, given[Scheme.Length..].Trim())
            : context.Request.Cookies[SessionCookie.Name] is { } session ? (SessionCookie.Check(session, _keys, time.GetUtcNow()), TimeSpan.Zero)
            : (null, TimeSpan.Zero);
    }

    /// <summary>Looks at a key.</summary>
    /// <returns>The client's name where it holds; how long the client has to wait before another is looked at.</returns>
    public (string? Name, TimeSpan Wait) Check(HttpContext context, string key)
    {
        var address = ClientName.OfAddress(context);
        var found = Find(key);
        var wait = found is null ? _wrong.Take(address) : _wrong.Wait(address);
        if (wait > TimeSpan.Zero)
        {
            return (null, wait);
        }

        if (found is null)
        {
            LogWrong(log, address);
        }

        return (found?.Name, TimeSpan.Zero);
    }

    /// <summary>Begins a session for a key that holds.</summary>
    /// <returns>The content of its cookie.</returns>
    public string BeginSession(string key) => SessionCookie.For(Find(key)!, time.GetUtcNow());

    private KnownKey? Find(string key)
    {
        var hash = KnownKey.Hash(key);
        KnownKey? found = null;
        foreach (var known in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(known.Checksum, hash) ? known : found;
        }

        return found;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A wrong key came from {Address}")]
    private static partial void LogWrong(ILogger log, string address);
}

/// <summary>A key of the studio: its checksum, its name, and the secret of its sessions.</summary>
internal sealed class KnownKey(string key)
{
    public byte[] Checksum { get; } = Hash(key);

    /// <summary>The secret that signs its sessions.</summary>
    public byte[] SessionSecret { get; } = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), "atelier session"u8);

    public string Name { get; } = $"key:{Convert.ToHexStringLower(Hash(key).AsSpan(0, 4))}";

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
