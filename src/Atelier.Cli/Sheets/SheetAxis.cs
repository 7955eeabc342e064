using Atelier.Cli.Running;

namespace Atelier.Cli.Sheets;

/// <summary>An option and the values that it takes along one side of a sheet.</summary>
/// <param name="Option">The option.</param>
/// <param name="Values">Its values as words.</param>
internal sealed record SheetAxis(StylizeOption Option, IReadOnlyList<string> Values)
{
    public const string Form = "OPTION=VALUE,...";

    public static SheetAxis Strengths { get; } = Of("strength", "25", "50", "75", "100");

    /// <summary>The same by weights, where the other weight is given.</summary>
    public static SheetAxis Weights { get; } = Of("style-weight", "4", "20", "100");

    /// <summary>The ways to match colours, where nothing else is done.</summary>
    public static SheetAxis ColorMatches { get; } = Of("color-match", "affine", "histogram");

    /// <summary>From fine strokes to coarse ones.</summary>
    public static SheetAxis Scales { get; } = Of("style-scale", "0.5", "1", "2");

    /// <summary>Reads <c>OPTION=VALUE,…</c>; null, with a fault, where it is none.</summary>
    public static SheetAxis? Read(string side, string text, List<Message> faults)
    {
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        var option = StylizeOption.All.FirstOrDefault(o => o.Name == parts[0].TrimStart('-') && o is { InRecipe: true } && o.Name != "size");
        string[] values = parts.Length == 2 ? parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        if (option is null || values.Length == 0)
        {
            faults.Add(Fault.Of(side, $"expected {Form}, such as strength=25,50,75, not \"{text}\""));
            return null;
        }

        return new SheetAxis(option, values);
    }

    public override string ToString() => $"{Option.Name}={string.Join(',', Values)}";

    private static SheetAxis Of(string option, params IReadOnlyList<string> values) => new(StylizeOption.All.Single(o => o.Name == option), values);
}
