using System.CommandLine;
using Atelier.Cli.Help;
using Atelier.Cli.Reporting;
using Atelier.Cli.Running;

namespace Atelier.Cli.Stylizing;

/// <summary><c>atelier stylize</c>: its words.</summary>
internal sealed class StylizeCommand : Command, IHelpSections
{
    private readonly Argument<string> _content = new("CONTENT") { HelpName = "CONTENT", Arity = ArgumentArity.ZeroOrOne, Description = "the picture that says what is painted" };
    private readonly Argument<string> _style = new("STYLE") { HelpName = "STYLE", Arity = ArgumentArity.ZeroOrOne, Description = "the picture that says how" };
    private readonly OutputOptions _output = new();
    private readonly ReportOptions _report = new();
    private readonly RecipeOptions _recipe = new();
    private readonly OptionSet _options = new();

    private StylizeCommand()
        : base("stylize", "Repaints CONTENT in the manner of STYLE.")
    {
        Add(_content);
        Add(_style);
        foreach (var section in Sections)
        {
            foreach (var option in section.Options)
            {
                Add(option);
            }
        }

        SetAction(words => StylizeJob.Run(Read(words)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<HelpSection> Sections =>
    [
        new("Output", [.. _output.All, .. _options.In(OptionGroup.Engine).Where(o => o.Name == "--save-every")]),
        new("Reporting", _report.All),
        new("Preset", [_options.Preset]),
        new("Recipe", _recipe.All),
        .. Enum.GetValues<OptionGroup>().Select(group =>
            new HelpSection(group.ToString(), [.. _options.In(group).Where(o => o.Name != "--save-every")])),
    ];

    /// <summary>The command, ready to be added.</summary>
    public static StylizeCommand Build() => new();

    /// <summary>Everything that is wrong with the options.</summary>
    public IReadOnlyList<string> OptionFaults(ParseResult words)
    {
        List<string> faults = [.. MissingPictures(words)];
        _options.Read(words, faults);
        _output.Read(words, "", "", faults);
        _report.Read(words, faults);
        return faults;
    }

    private StylizeRequest Read(ParseResult words)
    {
        List<string> faults = [.. MissingPictures(words)];
        var recipe = _recipe.Read(words, faults);
        if (recipe.Path is not null && words.GetResult(_options.Preset) is not null)
        {
            faults.Add("--recipe and --preset contradict each other: a recipe has every option");
        }

        var (preset, options) = _options.Read(words, faults, recipe.Followed?.Options);
        var content = words.GetValue(_content) ?? recipe.Followed?.Content.Path ?? "";
        var style = words.GetValue(_style) ?? recipe.Followed?.Styles[0].Path ?? "";
        var output = _output.Read(words, content, style, faults, recipe.Followed?.Writing, isNamedByUser: words.GetValue(_style) is not null);
        var report = _report.Read(words, faults);
        return faults.Count > 0
            ? throw new UseException(faults, "atelier stylize")
            : new StylizeRequest(content, style, preset, options, output, report, recipe);
    }

    private IEnumerable<string> MissingPictures(ParseResult words) =>
        from argument in _recipe.IsFollowed(words) ? [] : new[] { _content, _style }
        where words.GetValue(argument) is null
        select $"Required argument '{argument.Name}' missing for command: 'stylize'";
}
