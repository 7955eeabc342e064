namespace Atelier.Cli.Sheets;

/// <summary>An option and the values that it takes along one side of a sheet.</summary>
/// <param name="Option">The option.</param>
/// <param name="Values">Its values as words.</param>
internal sealed record SheetAxis(StylizeOption Option, IReadOnlyList<string> Values)
{
    /// <summary>How an axis is written.</summary>
    public const string Form = "OPTION=VALUE,...";

    private static readonly (string Option, string Values)[] StrengthsAtBest = [("strength", "25,50,75"), ("style-weight", "4,20,100")];
    private static readonly (string Option, string Values)[] ScalesAtBest = [("style-scale", "0.5,1,2")];

    /// <summary>From photograph to painting.</summary>
    public static SheetAxis? Strengths { get; } = FirstOf(StrengthsAtBest);

    /// <summary>From fine strokes to coarse ones; null while there is no such option.</summary>
    public static SheetAxis? Scales { get; } = FirstOf(ScalesAtBest);

    /// <summary>Reads <c>OPTION=VALUE,…</c>; null, with a fault, where it is none.</summary>
    public static SheetAxis? Read(string word, string text, List<string> faults)
    {
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        var option = StylizeOption.All.FirstOrDefault(o => o.Name == parts[0].TrimStart('-') && o is { InRecipe: true } && o.Name != "size");
        string[] values = parts.Length == 2 ? parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        if (option is null || values.Length == 0)
        {
            faults.Add($"{word}: expected {Form}, such as style-weight=4,20,100, not \"{text}\"");
            return null;
        }

        return new SheetAxis(option, values);
    }

    private static SheetAxis? FirstOf((string Option, string Values)[] known) => (
        from axis in known
        let option = StylizeOption.All.FirstOrDefault(o => o.Name == axis.Option)
        where option is not null
        select new SheetAxis(option, axis.Values.Split(','))).FirstOrDefault();
}
