namespace Atelier.Client;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is being painted.</summary>
    Running,

    /// <summary>It was stopped by its user and can go on.</summary>
    Paused,

    /// <summary>Its picture is there.</summary>
    Succeeded,

    /// <summary>It could not be done; <see cref="Job.Error"/> says why. Until <see cref="Job.ResumableUntil"/> it can be tried again.</summary>
    Failed,

    /// <summary>It was given up by its user; until <see cref="Job.ResumableUntil"/> it can be taken up again.</summary>
    Cancelled,
}

/// <summary>A job.</summary>
public sealed record Job
{
    /// <summary>What it is called in paths.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>How many are painted before it, where it waits: 0 is the next.</summary>
    public int? Position { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was first painted.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>-10 to 10.</summary>
    public required int Priority { get; init; }

    /// <summary>The content picture.</summary>
    public required string Content { get; init; }

    /// <summary>The styles.</summary>
    public required IReadOnlyList<StyleChoice> Styles { get; init; }

    /// <summary>The regions.</summary>
    public required IReadOnlyList<RegionChoice> Regions { get; init; }

    /// <summary>The preset.</summary>
    public required string Preset { get; init; }

    /// <summary>The options that were given beside it.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The job that it goes on from.</summary>
    public string? ContinueFrom { get; init; }

    /// <summary>The width of the result in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>The height of the result in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>How far it is, once it was painted at.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>Why it failed.</summary>
    public Notice? Error { get; init; }

    /// <summary>What its user should know.</summary>
    public required IReadOnlyList<Notice> Warnings { get; init; }

    /// <summary>Whether it is kept whatever the studio clears away.</summary>
    public bool Pinned { get; init; }

    /// <summary>When the studio clears it away; null where it is kept for ever.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Until when a job that was given up or failed can be resumed; null where it cannot.</summary>
    public DateTimeOffset? ResumableUntil { get; init; }

    /// <summary>The path of the result, where it is there.</summary>
    public string? ResultUrl { get; init; }

    /// <summary>The path of the picture so far, where there is one.</summary>
    public string? PreviewUrl { get; init; }

    /// <summary>The path of the recipe, where the result is there.</summary>
    public string? RecipeUrl { get; init; }
}

/// <summary>How far a job is.</summary>
public sealed record JobProgress
{
    /// <summary>The scale, from 1.</summary>
    public required int Scale { get; init; }

    /// <summary>How many scales there are.</summary>
    public required int Scales { get; init; }

    /// <summary>The step within the scale, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>How many steps the scale has.</summary>
    public required int Steps { get; init; }

    /// <summary>The steps done over all scales.</summary>
    public required int Number { get; init; }

    /// <summary>The part of the work that is done, 0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>The seconds that the rest is expected to take; null while there is nothing to go by.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>The losses, each times its weight: <c>total</c>, their sum, and each term by its name, such as <c>content</c>.</summary>
    public required IReadOnlyDictionary<string, float> Losses { get; init; }
}

/// <summary>Some jobs, the newest first.</summary>
/// <param name="Items">The jobs.</param>
/// <param name="Next">What to give as <c>after</c> for those that follow; null where there are none.</param>
public sealed record JobPage(IReadOnlyList<Job> Items, string? Next);

/// <summary>What a studio says to people about a job.</summary>
/// <param name="Code">A word that stays, such as <c>guard-spots</c>, for programs and other languages; null where there is none.</param>
/// <param name="Text">One line of English.</param>
public sealed record Notice(string? Code, string Text);
