using System.CommandLine;
using System.Globalization;
using Atelier.Cli.Help;
using Atelier.Cli.Reporting;
using Atelier.Cli.Running;
using Atelier.Cli.Stylizing;
using Atelier.Imaging;
using Atelier.Imaging.Storage;

namespace Atelier.Cli.Estimating;

/// <summary><c>atelier estimate</c>.</summary>
internal sealed class EstimateCommand : SectionedCommand
{
    private readonly Argument<string> _content = new("CONTENT") { Description = "the picture that says what is painted" };
    private readonly StyleOptions _styles = new();
    private readonly OptionSet _options = new();
    private readonly Option<bool> _json = new("--json") { Description = "print JSON" };

    public EstimateCommand(CommandConsole console)
        : base("estimate", "Prints what 'atelier stylize' would take with the same options: memory, scratch space and time, from a short calibration here.")
    {
        Add(_content);
        Add(_styles.Styles);
        AddSections();
        SetAction(words => Run(words, console));
    }

    public override IReadOnlyList<HelpSection> Sections =>
    [
        new("Reporting", [_json]),
        new("Regions", _styles.All),
        new("Preset", [_options.Preset]),
        .. _options.Sections(except: "save-every"),
    ];

    private int Run(ParseResult words, CommandConsole console)
    {
        List<Message> faults = [];
        var (_, given) = _options.Read(words, faults);
        var (styles, options) = _styles.Read(words, given, faults);
        faults.AddRange(StandardInputWords.Faults([words.GetRequiredValue(_content), .. styles.All]));
        if (faults.Count > 0)
        {
            throw new OptionsException(faults);
        }

        options.CheckScratch();
        var content = words.GetRequiredValue(_content);
        foreach (var path in styles.All.Prepend(content))
        {
            PictureReader.Inspect(path);
        }

        PictureMemory.Require(options, content, styles.All);
        using var scratch = PictureScratch.In(options.Scratch);
        var pictures = styles.Read(PictureReader.ReadFor(content, NeededSize.OfContent(options)), options, _ => { });
        using var stylizer = new Stylizer();
        var estimate = stylizer.Estimate(new StylizeRequest(pictures) { Options = options });
        if (words.GetValue(_json))
        {
            JsonLine.Write(console.OpenOutput(), JsonLine.Of(estimate));
        }
        else
        {
            WriteTable(estimate, console.Output);
        }

        return ExitCodes.Done;
    }

    private static void WriteTable(RunEstimate estimate, TextWriter writer)
    {
        foreach (var scale in estimate.Scales)
        {
            var size = $"{scale.Width}×{scale.Height}";
            var optimizer = scale.HistorySize is { } history ? $"L-BFGS, {history} pairs" : "Adam";
            var tile = scale.Tile is { } side ? $"tiles of {side}" : "as a whole";
            var steps = string.Create(CultureInfo.InvariantCulture, $"{scale.Steps,4} steps{(scale.IsDraft ? " of the draft" : ""),-13}");
            var memory = $"{RunText.Bytes(scale.Memory),8}  {RunText.Bytes(scale.Scratch),8} scratch";
            writer.WriteLine($"{size,-12} {steps} {tile,-13}  {optimizer,-18}  {memory}  {RunText.Time(scale.Time ?? TimeSpan.Zero),8}");
        }

        writer.WriteLine(RunText.Estimate(estimate));
    }
}
