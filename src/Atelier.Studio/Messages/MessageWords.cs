using Atelier.Client;

namespace Atelier.Studio.Messages;

/// <summary>
/// Stable codes of the messages that somebody at the page can meet, so that a page says them in its own language. The library's errors and
/// warnings are sentences for people; each is known by words that stand in it whatever the case, and tests hold these words against what
/// is built into the assemblies.
/// </summary>
internal static class MessageWords
{
    /// <summary>The words and the code that they stand for; the first that is found counts.</summary>
    public static IReadOnlyList<(string Words, string Code)> All { get; } =
    [
        // Refusals of the studio.
        ("There is no such picture: upload it first", "picture-gone"),
        ("There is no such ", "not-found"),
        ("The queue is full", "queue-full"),
        ("The studio's folder is full", "folder-full"),
        (" and cannot be ", "wrong-state"),
        (": cancel it first", "wrong-state"),
        ("The key does not hold", "wrong-key"),
        ("This studio needs a key", "key-needed"),
        ("Too many requests", "too-fast"),
        ("The studio failed; its log says where", "studio-failed"),
        ("The result would be", "result-too-large"),
        ("pixels already: give a size above", "not-larger"),
        ("That job was ended before its last scale", "ended-early"),
        (" characters without control characters", "bad-name"),

        // Pictures.
        ("is not a picture that can be read", "not-a-picture"),
        ("Expected the bytes of a picture", "not-a-picture"),
        ("is empty; give a picture file", "not-a-picture"),
        ("is a damaged, incomplete or unusual", "picture-damaged"),
        ("is too large: at most ", "picture-too-large"),
        ("the network needs at least ", "picture-too-small"),
        ("is transparent everywhere", "picture-transparent"),
        ("is black everywhere", "mask-empty"),
        (": make a larger part of it white or opaque", "mask-too-small"),
        ("has a colour profile that cannot be used", "profile-unused"),

        // Runs that failed.
        ("There was too little memory", "too-little-memory"),
        (" needs at least ", "too-little-memory"),
        ("is not a finite number", "diverged"),
        ("is not installed; fetch it", "no-network"),
        ("There is no network or file", "no-network"),
        ("No network is installed", "no-network"),
        ("libtorch finds no ", "no-device"),
        ("there are only ", "no-device"),
        ("The engine (libtorch) cannot be loaded", "no-engine"),
        ("The engine failed; the server's log says where", "engine-failed"),
        (" times while this was painted", "server-ended"),

        // Warnings.
        ("Out of range:", "guard-range"),
        ("Spots:", "guard-spots"),
        ("Haze:", "guard-haze"),
        ("Border:", "guard-border"),
        ("it is used at its own size, not enlarged", "style-not-enlarged"),
        ("No style picture but the regions' own is used", "style-unused"),
        ("The job begins anew:", "begun-anew"),
        ("could not be written", "not-kept-safe"),
    ];

    /// <summary>The code of a message; null where it has none.</summary>
    public static string? Of(string message) =>
        All.FirstOrDefault(m => message.Contains(m.Words, StringComparison.Ordinal)).Code;

    /// <summary>A message with its code.</summary>
    public static Notice Notice(string message) => new(Of(message), message);

    /// <summary>The type of a problem (RFC 9457) whose detail is a message; null where it has no code.</summary>
    public static string? TypeOf(string? detail) => detail is not null && Of(detail) is { } code ? $"urn:atelier:problem:{code}" : null;
}
