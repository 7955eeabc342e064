using Atelier.Imaging;

namespace Atelier;

/// <summary>Why a run ended.</summary>
public enum StopReason
{
    /// <summary>All its steps are done, or each scale ended by <see cref="StylizeOptions.Until"/>.</summary>
    Finished,

    /// <summary>Its time was up.</summary>
    TimeUp,

    /// <summary>It was ended by <see cref="StylizeRequest.StopEarly"/> or cancelled.</summary>
    Cancelled,

    /// <summary>Its loss was no longer a finite number; the picture is the last one before that.</summary>
    Diverged,
}

/// <summary>A finished picture and how it came about.</summary>
public sealed record StylizeResult
{
    /// <summary>The picture, with the content picture's metadata, and its alpha where it has any.</summary>
    public required Picture Picture { get; init; }

    /// <summary>The weighted losses of the picture at its last scale.</summary>
    public required LossValues Losses { get; init; }

    /// <summary>
    /// How painted it is at its last scale, 0 (the photograph) to 100 (the photograph only a hint): what <see cref="StylizeOptions.Strength"/>
    /// asks for, as it was reached. Null where none was asked for.
    /// </summary>
    public double? Strength { get; init; }

    /// <summary>The factor on style over content, beside their weights, that it was reached with; null where no strength was asked for.</summary>
    public double? Balance { get; init; }

    /// <summary>Steps done over all scales.</summary>
    public required int Steps { get; init; }

    /// <summary>The time that the run took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Why the run ended.</summary>
    public required StopReason Stopped { get; init; }

    /// <summary>The network that was used, by name or file.</summary>
    public required string Network { get; init; }

    /// <summary>The network that did the first steps for it; null for none.</summary>
    public string? Draft { get; init; }

    /// <summary>The device and number format that the network ran in, such as <c>cpu, bfloat16</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>What the user should know, each one line: an option that had no effect, a step that was taken back.</summary>
    public IReadOnlyList<Message> Warnings { get; init; } = [];
}
