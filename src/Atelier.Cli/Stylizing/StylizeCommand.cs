using System.CommandLine;
using Atelier.Cli.Help;
using Atelier.Cli.Reporting;
using Atelier.Cli.Running;

namespace Atelier.Cli.Stylizing;

/// <summary><c>atelier stylize</c>: its words.</summary>
internal sealed class StylizeCommand : Command, IHelpSections
{
    private const string Continue = "continue";

    private readonly Argument<string> _content = new("CONTENT") { HelpName = "CONTENT", Arity = ArgumentArity.ZeroOrOne, Description = "the picture that says what is painted" };
    private readonly StyleOptions _styles = new();
    private readonly OutputOptions _output = new();
    private readonly ReportOptions _report = new();
    private readonly RecipeOptions _recipe = new();
    private readonly CheckpointOptions _checkpoint = new();
    private readonly OptionSet _options = new();

    private StylizeCommand(CommandConsole console)
        : base("stylize", "Repaints CONTENT in the manner of STYLE.")
    {
        Add(_content);
        Add(_styles.Styles);
        foreach (var section in Sections)
        {
            foreach (var option in section.Options)
            {
                Add(option);
            }
        }

        SetAction(words => StylizeJob.Run(Read(words), console));
    }

    public IReadOnlyList<HelpSection> Sections =>
    [
        new("Output", [.. _output.All, .. _options.In(OptionGroup.Engine).Where(o => o.Name == "--save-every")]),
        new("Reporting", _report.All),
        new("Regions", _styles.All),
        new("Preset", [_options.Preset]),
        new("Recipe", _recipe.All),
        new("Checkpoints", _checkpoint.All),
        .. Enum.GetValues<OptionGroup>().Select(group =>
            new HelpSection(group.ToString(), [.. _options.In(group).Where(o => o.Name != "--save-every")])),
    ];

    public static StylizeCommand Build(CommandConsole console) => new(console);

    /// <summary>Everything that is wrong with the options.</summary>
    public IReadOnlyList<Message> OptionFaults(ParseResult words)
    {
        List<Message> faults = [.. MissingContent(words)];
        _styles.Read(words, _options.Read(words, faults).Options, faults);
        _output.Read(words, "", "", faults);
        _report.Read(words, faults);
        return faults;
    }

    private RunRequest Read(ParseResult words)
    {
        List<Message> faults = [.. MissingContent(words)];
        var (recipe, checkpoint) = Beginning(words, faults);
        recipe = recipe with { IsStyleGiven = _styles.IsGiven(words) };
        var (preset, given) = _options.Read(words, faults, recipe.Followed?.Options);
        if (given.Continue is { Path: var earlier } && EarlierRun.IsRecipe(earlier))
        {
            given = given with { Continue = null };
        }

        var content = words.GetValue(_content) ?? recipe.Followed?.Content.Path ?? "";
        var (styles, options) = recipe is { Followed: { } followed, IsStyleGiven: false } ? (StyleFiles.Of(followed), given) : _styles.Read(words, given, faults);
        if (recipe is { Followed: not null, IsStyleGiven: false })
        {
            faults.AddRange(StyleErrors.Of(options, styles.Pictures.Count, styles.Regions.Count));
        }

        var name = words.GetValue(_styles.Styles) is [var style, ..] ? Path.TrimEndingDirectorySeparator(style) : styles.First ?? "";
        var output = _output.Read(words, content, name, faults, recipe.Followed?.Writing, isNamedByUser: recipe.IsStyleGiven, checkpoint.Output);
        var report = _report.Read(words, faults);
        faults.AddRange(StandardInputWords.Faults([content, .. styles.All, options.Init.IsFile ? options.Init.Name : ""]));
        return faults.Count > 0
            ? throw new OptionsException(faults)
            : new RunRequest(content, styles, preset, options, output, report, recipe, checkpoint, _options.Note(words, recipe.Followed?.Options));
    }

    // What a run begins with where that is not told word by word.
    private (RecipeChoice Recipe, CheckpointChoice Checkpoint) Beginning(ParseResult words, List<Message> faults)
    {
        var recipe = _recipe.Read(words, faults);
        var checkpoint = _checkpoint.Read(words, faults);
        var continued = _options.Text(words, Continue);
        (string Option, string Alone, string What)[] given =
        [
            .. recipe.Path is not null ? [("recipe", "", "a recipe")] : Array.Empty<(string, string, string)>(),
            .. checkpoint.ResumeFrom is not null ? [("resume", "", "a checkpoint")] : Array.Empty<(string, string, string)>(),
            .. IsEarlierRunFollowed(words) ? [(Continue, " without CONTENT", "the recipe of the smaller picture")] : Array.Empty<(string, string, string)>(),
            .. words.GetResult(_options.Preset) is not null ? [("preset", "", "")] : Array.Empty<(string, string, string)>(),
        ];
        if (given.Length > 1 && given[0].What.Length > 0)
        {
            faults.Add(Fault.Around(given[0].Option, $"{new OptionName(given[0].Option)}{given[0].Alone} and {new OptionName(given[1].Option)}{given[1].Alone} contradict each other: {given[0].What} has every option"));
        }
        else if (checkpoint.ResumeFrom is { } from)
        {
            recipe = recipe with { Path = from, Followed = checkpoint.Resumed?.Recipe };
        }
        else if (IsEarlierRunFollowed(words))
        {
            recipe = recipe with { Path = continued, Followed = EarlierRun.RecipeOf(continued!) };
        }

        if (recipe is { Path: not null, Followed: null } && words.GetValue(_content) is null)
        {
            faults.Add(Fault.OfWords($"{recipe.Path} does not say which pictures its run was begun with: give CONTENT, STYLE and options beside it"));
        }

        return (recipe, checkpoint);
    }

    // With CONTENT beside it --continue is an option like others, except where it names a recipe.
    private bool IsEarlierRunFollowed(ParseResult words) =>
        !_recipe.IsFollowed(words) && !_checkpoint.IsResumed(words) && _options.Text(words, Continue) is { } path && !string.IsNullOrWhiteSpace(path) && (words.GetValue(_content) is null || EarlierRun.IsRecipe(path));

    private IEnumerable<Message> MissingContent(ParseResult words) =>
        _recipe.IsFollowed(words) || _checkpoint.IsResumed(words) || _options.Text(words, Continue) is not null || words.GetValue(_content) is not null
            ? []
            : [Fault.OfMissing("CONTENT", words)];
}
