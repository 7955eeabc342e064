using Atelier.Networks.Weights;

namespace Atelier.Networks.Store;

/// <summary>A network in the store, by the metadata of its file.</summary>
public sealed record InstalledNetwork
{
    /// <summary>Its name in commands.</summary>
    public required string Name { get; init; }

    /// <summary>Its file.</summary>
    public required string Path { get; init; }

    /// <summary>The file's length.</summary>
    public required long Bytes { get; init; }

    /// <summary>The URL or file of its origin; null where the file does not say.</summary>
    public string? Source { get; init; }

    /// <summary>The checksum of the original file, such as <c>md5:253f…</c>; null where the file does not say.</summary>
    public string? SourceChecksum { get; init; }

    /// <summary>The recorded SHA-256 of the weights, which <see cref="NetworkStore.Verify"/> compares; null where the file has none.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The licence of the weights; null where it is not known.</summary>
    public string? Licence { get; init; }

    /// <summary>The publication to cite; null where it is not known.</summary>
    public string? Citation { get; init; }

    /// <summary>The input convention; null where the file cannot be read.</summary>
    internal InputConvention? Convention { get; init; }

    /// <summary>Why the file cannot be used; null where it can be opened.</summary>
    public Message? Fault { get; init; }
}

/// <summary>The outcome of the check of an installed network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Fault">What is wrong with it; null for nothing.</param>
public sealed record VerificationOutcome(string Name, string Path, Message? Fault)
{
    /// <summary>Whether it has no error.</summary>
    public bool Passed => Fault is null;
}

/// <summary>A network that was found.</summary>
/// <param name="Name">Its name, or the name of its file.</param>
/// <param name="Path">Its file; null for the network that is embedded in the library.</param>
public sealed record NetworkFile(string Name, string? Path)
{
    /// <summary>A remark on the choice for the user; null for none.</summary>
    public Message? Note { get; init; }

    /// <summary>Whether <c>auto</c> chose it, and not the user.</summary>
    internal bool IsPreferred { get; init; }
}
