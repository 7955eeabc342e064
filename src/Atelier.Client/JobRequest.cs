namespace Atelier.Client;

/// <summary>What shall be painted.</summary>
public sealed record JobRequest
{
    /// <summary>The picture that says what is painted.</summary>
    public string? Content { get; init; }

    /// <summary>The pictures that say how; may be empty where regions say so and the option <c>elsewhere</c> is <c>keep</c>.</summary>
    public IReadOnlyList<StyleChoice>? Styles { get; init; }

    /// <summary>Parts of the content picture with styles of their own.</summary>
    public IReadOnlyList<RegionChoice>? Regions { get; init; }

    /// <summary>What the options start from; <c>balanced</c> unless given.</summary>
    public string? Preset { get; init; }

    /// <summary>Options by name, with values as on the command line.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>-10 to 10; of those who wait, the higher goes first.</summary>
    public int Priority { get; init; }

    /// <summary>A job that succeeded and whose picture this one goes on from, such as larger.</summary>
    public string? ContinueFrom { get; init; }

    /// <summary>How people call it; at most 200 characters.</summary>
    public string? Name { get; init; }
}

/// <summary>A style: one of the two.</summary>
public sealed record StyleChoice
{
    /// <summary>A picture that was uploaded.</summary>
    public string? Picture { get; init; }

    /// <summary>A painting that comes with the studio.</summary>
    public string? Sample { get; init; }
}

/// <summary>A part of the content picture with a style of its own.</summary>
public sealed record RegionChoice
{
    /// <summary>An uploaded picture, white where the part is.</summary>
    public string? Mask { get; init; }

    /// <summary>How it is painted.</summary>
    public StyleChoice? Style { get; init; }

    /// <summary>An uploaded picture, white where the style picture counts; null for all of it.</summary>
    public string? StyleMask { get; init; }
}
