using System.CommandLine;
using Atelier.Cli.Help;
using Atelier.Cli.Reporting;
using Atelier.Cli.Running;

namespace Atelier.Cli.Stylizing;

/// <summary><c>atelier stylize</c>: its words.</summary>
internal sealed class StylizeCommand : Command, IHelpSections
{
    private readonly Argument<string> _content = new("CONTENT") { Description = "the picture that says what is painted" };
    private readonly StyleOptions _styles = new();
    private readonly OutputOptions _output = new();
    private readonly ReportOptions _report = new();
    private readonly OptionSet _options = new();

    private StylizeCommand()
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

        SetAction(words => StylizeJob.Run(Read(words)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<HelpSection> Sections =>
    [
        new("Output", [.. _output.All, .. _options.In(OptionGroup.Engine).Where(o => o.Name == "--save-every")]),
        new("Reporting", _report.All),
        new("Regions", _styles.All),
        new("Preset", [_options.Preset]),
        .. Enum.GetValues<OptionGroup>().Select(group =>
            new HelpSection(group.ToString(), [.. _options.In(group).Where(o => o.Name != "--save-every")])),
    ];

    /// <summary>The command, ready to be added.</summary>
    public static StylizeCommand Build() => new();

    /// <summary>Everything that is wrong with the options.</summary>
    public IReadOnlyList<string> OptionFaults(ParseResult words)
    {
        List<string> faults = [];
        _styles.Read(words, _options.Read(words, faults).Options, faults);
        _output.Read(words, "", "", faults);
        _report.Read(words, faults);
        return faults;
    }

    private StylizeRequest Read(ParseResult words)
    {
        var content = words.GetRequiredValue(_content);
        List<string> faults = [];
        var (preset, given) = _options.Read(words, faults);
        var (styles, options) = _styles.Read(words, given, faults);
        var output = _output.Read(words, content, words.GetValue(_styles.Styles) is [var style, ..] ? Path.TrimEndingDirectorySeparator(style) : styles.First ?? "", faults);
        var report = _report.Read(words, faults);
        return faults.Count > 0
            ? throw new UseException(faults, "atelier stylize")
            : new StylizeRequest(content, styles, preset, options, output, report);
    }
}
