using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Atelier.Studio.Safety;

/// <summary>Who may come in. Only checksums of keys are held, and compared in the same time whatever they are.</summary>
internal sealed class ApiKeys(StudioSettings settings)
{
    /// <summary>The cookie of a session: for a browser, whose pictures and events cannot carry a key.</summary>
    public const string Cookie = "atelier-session";

    private const int MostSessions = 1000;

    private readonly byte[][] _hashes = [.. settings.Keys.Select(Hash)];
    private readonly ConcurrentDictionary<string, string> _sessions = [];

    /// <summary>Whether a key is needed at all.</summary>
    public bool AreNeeded => _hashes.Length > 0;

    /// <summary>The client's name where the request shows a key or a session that holds; else null.</summary>
    public string? Find(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString() is { } given && given.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return Find(given[7..].Trim());
        }

        return request.Cookies[Cookie] is { } session && _sessions.TryGetValue(session, out var name) ? name : null;
    }

    /// <summary>The client's name for a key that holds; else null.</summary>
    public string? Find(string key)
    {
        var hash = Hash(key);
        var isKnown = false;
        foreach (var known in _hashes)
        {
            isKnown |= CryptographicOperations.FixedTimeEquals(known, hash);
        }

        return isKnown ? $"key:{Convert.ToHexStringLower(hash.AsSpan(0, 4))}" : null;
    }

    /// <summary>Begins a session for a client.</summary>
    /// <returns>What its cookie holds.</returns>
    public string Begin(string name)
    {
        if (_sessions.Count >= MostSessions)
        {
            _sessions.Clear(); // they come in again with their keys
        }

        var session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _sessions[session] = name;
        return session;
    }

    /// <summary>Ends a session.</summary>
    public void End(string? session)
    {
        if (session is not null)
        {
            _sessions.TryRemove(session, out _);
        }
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
