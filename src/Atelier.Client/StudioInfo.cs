namespace Atelier.Client;

/// <summary>What a studio is and what it takes.</summary>
/// <param name="Version">The version of Atelier.</param>
/// <param name="Networks">The networks that a job may name.</param>
/// <param name="Limits">The largest things it takes.</param>
/// <param name="Formats">The formats that results come in.</param>
public sealed record StudioInfo(string Version, IReadOnlyList<NetworkInfo> Networks, StudioLimits Limits, IReadOnlyList<string> Formats)
{
    /// <summary>Whether the visitor sits at the studio's own machine, as far as the studio can tell.</summary>
    public bool IsSameMachine { get; init; }

    /// <summary>The days after which the studio clears away a job that has ended and is not pinned; null where all are kept for ever.</summary>
    public int? KeepDays { get; init; }
}

/// <summary>A network that sees the pictures.</summary>
/// <param name="Name">The value of the option <c>network</c>.</param>
/// <param name="Installed">Whether it is there; where not, <paramref name="Note"/> says how to get it.</param>
/// <param name="Licence">The licence of its weights, where it is known.</param>
/// <param name="Note">What there is to know of it.</param>
public sealed record NetworkInfo(string Name, bool Installed, string? Licence, string? Note);

/// <summary>The largest things that a studio takes.</summary>
/// <param name="UploadBytes">The most bytes of a picture's file.</param>
/// <param name="Pixels">The most pixels of a picture, and of a result.</param>
/// <param name="Queue">The most jobs that wait.</param>
public sealed record StudioLimits(long UploadBytes, long Pixels, int Queue);

/// <summary>What a job can be told.</summary>
/// <param name="Presets">Named sets of options.</param>
/// <param name="Options">All options, in the order of the command's help.</param>
public sealed record OptionCatalogue(IReadOnlyList<PresetInfo> Presets, IReadOnlyList<OptionInfo> Options);

/// <summary>A named set of options.</summary>
/// <param name="Name">The value of a job's <c>preset</c>.</param>
/// <param name="Title">How people call it.</param>
/// <param name="Help">What it is good for, in one line.</param>
/// <param name="Options">The options in which it differs from the defaults, as on the command line.</param>
public sealed record PresetInfo(string Name, string Title, string Help, IReadOnlyDictionary<string, string> Options);

/// <summary>An option.</summary>
public sealed record OptionInfo
{
    /// <summary>Its name, as on the command line without the dashes: <c>style-weight</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The heading it belongs under.</summary>
    public required string Group { get; init; }

    /// <summary>One line of help.</summary>
    public required string Help { get; init; }

    /// <summary><c>integer</c>, <c>number</c>, <c>choice</c>, <c>flag</c> or <c>text</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The words it takes, of a choice.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The least value, of a number.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest value, of a number.</summary>
    public double? Max { get; init; }

    /// <summary>The value that holds where none is given; null where there is none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a recipe keeps it.</summary>
    public required bool InRecipe { get; init; }
}

/// <summary>A painting that comes with the studio.</summary>
public sealed record SampleStyle
{
    /// <summary>What a job calls it.</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Who painted it.</summary>
    public required string Artist { get; init; }

    /// <summary>When, where it is known.</summary>
    public string? Year { get; init; }

    /// <summary>Under which licence it may be used.</summary>
    public required string Licence { get; init; }

    /// <summary>Where it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>What it is good for, in one line.</summary>
    public required string Help { get; init; }

    /// <summary>The width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The path of the picture.</summary>
    public required string Url { get; init; }
}

/// <summary>A picture that was uploaded.</summary>
/// <param name="Id">The SHA-256 of its file, 64 hexadecimal digits in lower case.</param>
/// <param name="Width">The width in pixels, as displayed.</param>
/// <param name="Height">The height in pixels, as displayed.</param>
/// <param name="Format"><c>jpeg</c>, <c>png</c>, <c>tiff</c>, <c>webp</c> or <c>avif</c>.</param>
/// <param name="HasAlpha">Whether it has a channel of transparency.</param>
/// <param name="Bytes">The length of its file.</param>
public sealed record PictureInfo(string Id, int Width, int Height, string Format, bool HasAlpha, long Bytes);
