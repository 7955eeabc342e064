using System.CommandLine;
using Atelier.Checkpoints;
using Atelier.Cli.Help;
using Atelier.Cli.Reporting;
using Atelier.Cli.Running;
using Atelier.Recipes;

namespace Atelier.Cli.Stylizing;

/// <summary>Reads the words of <c>atelier stylize</c>.</summary>
internal sealed class StylizeCommand : SectionedCommand
{
    private const string Continue = "continue";
    private const string SaveEvery = "save-every";

    private readonly Argument<string> _content = new("CONTENT") { HelpName = "CONTENT", Arity = ArgumentArity.ZeroOrOne, Description = "the picture that says what is painted" };
    private readonly StyleOptions _styles = new();
    private readonly OutputOptions _output = new();
    private readonly ReportOptions _report = new();
    private readonly RecipeOptions _recipe = new();
    private readonly CheckpointOptions _checkpoint = new();
    private readonly OptionSet _options = new();

    public StylizeCommand(CommandConsole console)
        : base("stylize", "Repaints CONTENT in the manner of STYLE.")
    {
        Add(_content);
        Add(_styles.Styles);
        AddSections();
        SetAction(words => StylizeJob.Run(Read(words), console));
    }

    public override IReadOnlyList<HelpSection> Sections =>
    [
        new("Output", [.. _output.All, _options.Word(SaveEvery)]),
        new("Reporting", _report.All),
        new("Regions", _styles.All),
        new("Preset", [_options.Preset]),
        new("Recipe", _recipe.All),
        new("Checkpoints", _checkpoint.All),
        .. _options.Sections(except: SaveEvery),
    ];

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
        if (given.Continue is { Path: var earlier } && IsRecipe(earlier))
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
        faults.AddRange(StandardInputWords.Faults([content, .. styles.All, options.Init.IsFile ? options.Init.Name : "", recipe.Path ?? ""]));
        return faults.Count > 0
            ? throw new OptionsException(faults)
            : new RunRequest(content, styles, preset, options, output, report, recipe, checkpoint, _options.Note(words, recipe.Followed?.Options));
    }

    // The recipe or checkpoint that a run begins with.
    private (RecipeChoice Recipe, CheckpointChoice Checkpoint) Beginning(ParseResult words, List<Message> faults)
    {
        var recipe = _recipe.Read(words, faults);
        var checkpoint = _checkpoint.Read(words, faults);
        var continued = _options.Text(words, Continue);
        (bool IsGiven, string Option, string Alone, string What)[] beginnings =
        [
            (recipe.Path is not null, "recipe", "", "a recipe"),
            (checkpoint.ResumeFrom is not null, "resume", "", "a checkpoint"),
            (IsEarlierRunFollowed(words), Continue, " without CONTENT", "the recipe of the smaller picture"),
            (words.GetResult(_options.Preset) is not null, "preset", "", ""),
        ];
        if (beginnings.Where(b => b.IsGiven).ToArray() is [var first, var second, ..])
        {
            FormattableString both = $"{new OptionName(first.Option)}{first.Alone} and {new OptionName(second.Option)}{second.Alone}";
            faults.Add(Fault.Around(first.Option, $"{both} contradict each other: {first.What} has every option"));
        }
        else if (checkpoint.ResumeFrom is { } from)
        {
            recipe = recipe with { Path = from, Followed = checkpoint.Resumed?.Recipe };
        }
        else if (IsEarlierRunFollowed(words))
        {
            recipe = recipe with { Path = continued, Followed = RecipeOf(continued!) };
        }

        if (recipe is { Path: not null, Followed: null } && words.GetValue(_content) is null)
        {
            faults.Add(Fault.OfWords($"{recipe.Path} does not say which pictures its run was begun with: give CONTENT, STYLE and options beside it"));
        }

        return (recipe, checkpoint);
    }

    // With CONTENT beside it --continue is an option like others, except where it names a recipe.
    private bool IsEarlierRunFollowed(ParseResult words) =>
        !_recipe.IsFollowed(words)
        && !_checkpoint.IsResumed(words)
        && _options.Text(words, Continue) is { } path
        && !string.IsNullOrWhiteSpace(path)
        && (words.GetValue(_content) is null || IsRecipe(path));

    // Null where a checkpoint keeps none.
    private static Recipe? RecipeOf(string path) =>
        path.EndsWith(Checkpoint.Extension, StringComparison.OrdinalIgnoreCase) ? Checkpoint.Read(path).Recipe : Recipe.Read(path);

    // A recipe says all but holds no picture: its scales are painted anew, which gives the same.
    private static bool IsRecipe(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return false;
        }

        using var stream = File.OpenRead(path);
        return stream.ReadByte() == '{';
    }

    private IEnumerable<Message> MissingContent(ParseResult words) =>
        _recipe.IsFollowed(words) || _checkpoint.IsResumed(words) || _options.Text(words, Continue) is not null || words.GetValue(_content) is not null
            ? []
            : [Fault.OfMissing("CONTENT", words)];
}
