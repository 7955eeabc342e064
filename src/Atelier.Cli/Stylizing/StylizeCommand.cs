using System.CommandLine;
using Atelier.Cli.Help;
using Atelier.Cli.Reporting;
using Atelier.Cli.Running;

namespace Atelier.Cli.Stylizing;

/// <summary><c>atelier stylize</c>: its words.</summary>
internal sealed class StylizeCommand : Command, IHelpSections
{
    private readonly Argument<string> _content = new("CONTENT") { Description = "the picture that says what is painted" };
    private readonly Argument<string> _style = new("STYLE") { Description = "the picture that says how" };
    private readonly OutputOptions _output = new();
    private readonly ReportOptions _report = new();
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
        .. Enum.GetValues<OptionGroup>().Select(group =>
            new HelpSection(group.ToString(), [.. _options.In(group).Where(o => o.Name != "--save-every")])),
    ];

    /// <summary>The command, ready to be added.</summary>
    public static StylizeCommand Build() => new();

    /// <summary>Everything that is wrong with the options.</summary>
    public IReadOnlyList<string> OptionFaults(ParseResult words)
    {
        List<string> faults = [];
        _options.Read(words, faults);
        _output.Read(words, "", "", faults);
        _report.Read(words, faults);
        return faults;
    }

    private StylizeRequest Read(ParseResult words)
    {
        var content = words.GetRequiredValue(_content);
        var style = words.GetRequiredValue(_style);
        List<string> faults = [];
        var (preset, options) = _options.Read(words, faults);
        var output = _output.Read(words, content, style, faults);
        var report = _report.Read(words, faults);
        return faults.Count > 0
            ? throw new UseException(faults, "atelier stylize")
            : new StylizeRequest(content, style, preset, options, output, report);
    }
}
