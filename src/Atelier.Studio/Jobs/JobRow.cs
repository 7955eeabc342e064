using System.Text.Json.Serialization;
using Atelier.Client;

namespace Atelier.Studio.Jobs;

/// <summary>A job as it is kept.</summary>
internal sealed record JobRow
{
    /// <summary>Its number: the order of creation.</summary>
    [JsonIgnore]
    public long Number { get; init; }

    /// <summary>What it is called in paths.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is: a key or an address, as <see cref="Safety.ClientName"/> writes it.</summary>
    public required string Client { get; init; }

    /// <summary>The client's own key for the request, so that the same request sent twice is one job.</summary>
    public string? RequestKey { get; init; }

    /// <summary>The checksum of the request that came with <see cref="RequestKey"/>.</summary>
    public string? RequestHash { get; init; }

    public required JobRequest Request { get; init; }

    public JobState State { get; init; } = JobState.Queued;

    /// <summary>Whether it goes before all others, since it was being painted when the server ended.</summary>
    public bool IsFirst { get; init; }

    /// <summary>How many times it was begun since it last ended in order.</summary>
    public int Attempts { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public Notice? Error { get; init; }

    public IReadOnlyList<Notice> Warnings { get; init; } = [];

    /// <summary>How far it was when it was last kept.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>The picture until then, a file for the eye.</summary>
    public string? Preview { get; init; }

    /// <summary>The picture that it starts from, where it continues another job.</summary>
    public string? Start { get; init; }

    /// <summary>The finished picture's file, a PNG.</summary>
    public string? Result { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>Whether it is kept whatever is cleared away.</summary>
    public bool Pinned { get; init; }

    /// <summary>Until when it can be taken up again, where it was given up or failed.</summary>
    [JsonIgnore]
    public DateTimeOffset? ResumableUntil => State is JobState.Cancelled or JobState.Failed ? Ended + TimeSpan.FromDays(1) : null;

    /// <summary>Whether it may go on, now or later, so that its checkpoint is needed.</summary>
    public bool IsResumable(DateTimeOffset now) => !IsEnded || ResumableUntil >= now;

    /// <summary>When it is cleared away; null where it is kept for ever.</summary>
    /// <param name="keepDays">The days that jobs are kept after their end; null for ever.</param>
    public DateTimeOffset? Expires(int? keepDays) => !Pinned && keepDays is { } days ? Ended?.AddDays(days) : null;

    /// <summary>Whether its recipe says that it was ended before its last step, where no more is known of it.</summary>
    public bool EndedEarly { get; init; }

    /// <summary>Whether nothing will happen to it any more.</summary>
    [JsonIgnore]
    public bool IsEnded => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;

    [JsonIgnore]
    public IEnumerable<string> Files => new[] { Request.Content, Start, Preview, Result }
        .Concat((Request.Styles ?? []).Select(s => s.Picture))
        .Concat((Request.Regions ?? []).SelectMany(r => new[] { r.Mask, r.StyleMask, r.Style?.Picture }))
        .OfType<string>();
}
