using System.CommandLine;
using System.Globalization;
using Atelier.Cli.Help;
using Atelier.Cli.Running;
using Atelier.Cli.Stylizing;
using Atelier.Imaging;

namespace Atelier.Cli.Sheets;

/// <summary>Reads the words of <c>atelier sheet</c>.</summary>
internal sealed class SheetCommand : SectionedCommand
{
    private const int MostCells = 400;

    private readonly Argument<string> _content = new("CONTENT") { Description = "the picture that says what is painted" };
    private readonly Argument<string[]> _styles = new("STYLE") { Arity = ArgumentArity.OneOrMore, Description = "the pictures that say how, each in rows of its own" };
    private readonly Option<string> _output = new("--output", "-o") { HelpName = "FILE", Description = "the file to write [default: sheet.png here]" };
    private readonly Option<string> _cell = new("--cell") { HelpName = "N", Description = "longest side of a cell, in pixels [64 to 1024; default: 192]" };
    private readonly Option<string> _across = new("--across")
    {
        HelpName = SheetAxis.Form,
        Description = $"the option that changes from left to right [default: {SheetAxis.Strengths}]",
    };

    private readonly Option<string> _down = new("--down")
    {
        HelpName = SheetAxis.Form,
        Description = $"the option that changes from top to bottom within a style [default: {SheetAxis.Scales} for a single style]",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "say nothing but errors and the commands" };
    private readonly OptionSet _options = new();

    public SheetCommand(CommandConsole console)
        : base("sheet", "Paints CONTENT small with many strengths, and prints the command that makes each large.")
    {
        Add(_content);
        Add(_styles);
        AddSections();
        SetAction(words => SheetJob.Run(Read(words), console));
    }

    public override IReadOnlyList<HelpSection> Sections =>
    [
        new("Sheet", [_output, _cell, _across, _down, _quiet]),
        new("Preset", [_options.Preset]),
        .. _options.Sections(except: ["save-every", "continue"]),
    ];

    // The words that the commands of all cells share. Without a preset that the user gave, the large picture has the best default.
    private static string Words(StylizeOptions given, StylizeOptions start, string? preset)
    {
        var words = from option in StylizeOption.All
                    let text = option.TextIn(given)
                    where text is not null && text != option.TextIn(start) && option.InRecipe && option.Name != "size"
                    select option.IsSwitch ? $" --{option.Name}" : $" --{option.Name} {ShellWord.Quoted(text)}";
        return (preset is null ? "" : $" --preset {preset}") + string.Concat(words);
    }

    private SheetRequest Read(ParseResult words)
    {
        List<Message> faults = [];
        var preset = words.GetValue(_options.Preset);
        var start = StylizeOptions.For(preset is null ? StylizePreset.Fast : Presets.Read(preset, []));
        var (_, given) = _options.Read(words, faults, start);
        if (!int.TryParse(words.GetValue(_cell) ?? "192", NumberStyles.None, CultureInfo.InvariantCulture, out var cell) || cell is < 64 or > 1024)
        {
            faults.Add(Fault.Of("cell", $"expected a number from 64 to 1024, not \"{words.GetValue(_cell)}\""));
        }

        var styles = words.GetRequiredValue(_styles);
        var paints = given.Color != ColorMode.Only;
        var across = words.GetValue(_across) is { } a ? SheetAxis.Read("across", a, faults)
            : !paints ? SheetAxis.ColorMatches
            : _options.AreWeightsGiven(words) ? SheetAxis.Weights
            : SheetAxis.Strengths;
        var down = words.GetValue(_down) is { } d ? SheetAxis.Read("down", d, faults) : styles.Length == 1 && paints ? SheetAxis.Scales : null;
        if (across is not null && across.Option == down?.Option)
        {
            faults.Add(Fault.Around("down", $"{new OptionName("across")} and {new OptionName("down")} are the same option"));
        }

        if (Varies("strength") && Varies("content-weight", "style-weight"))
        {
            faults.Add(Fault.Around("strength", $"strength and weights contradict each other: weights switch the strength off"));
        }

        var plan = faults.Count > 0 ? null : SheetPlan.For(styles, given with { Size = cell, NoGuard = true }, across!, down, faults);
        if (plan?.Cells.Count > MostCells)
        {
            faults.Add(Fault.Around("across", $"{new OptionName("across")} and {new OptionName("down")} make {plan.Cells.Count} cells, more than {MostCells}"));
        }

        var content = words.GetRequiredValue(_content);
        faults.AddRange(StandardInputWords.Faults([content, .. styles]));
        var size = given.Size == start.Size && words.GetResult(_options.Word("size")) is null ? 1024 : given.Size;
        var output = words.GetValue(_output) ?? "sheet.png";
        return faults.Count > 0
            ? throw new OptionsException(faults)
            : new SheetRequest(content, styles, output, words.GetValue(_quiet), plan!, Words(given, start, preset), size);

        bool Varies(params IReadOnlyList<string> options) =>
            options.Any(o => _options.IsGiven(words, o) || across?.Option.Name == o || down?.Option.Name == o);
    }
}
