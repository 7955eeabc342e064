using System.CommandLine;
using Atelier.Cli.Help;
using Atelier.Cli.Reporting;
using Atelier.Cli.Running;
using Atelier.Cli.Stylizing;

namespace Atelier.Cli.Batches;

/// <summary>Reads the words of <c>atelier batch</c>.</summary>
internal sealed class BatchCommand : SectionedCommand
{
    private readonly Argument<string[]> _contents = new("CONTENT")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "the pictures that are painted: files, folders, or patterns such as 'photos/*.jpg' and 'photos/**/*.png'",
    };

    private readonly Option<string[]> _styles = new("--style")
    {
        HelpName = "STYLE",
        Required = true,
        Description = "a picture that says how, or a folder of pictures, which are mixed; given several times, each content is painted in each",
    };

    private readonly ReportOptions _report = new(hasPreview: false);
    private readonly OutputOptions _output = new("TEMPLATE");
    private readonly OptionSet _options = new();

    public BatchCommand(CommandConsole console)
        : base("batch", "Repaints many pictures. Those that are finished are not painted again.")
    {
        Add(_contents);
        AddSections();
        SetAction(words => BatchRun.Run(Read(words), console));
    }

    public override IReadOnlyList<HelpSection> Sections =>
    [
        new("Batch", [_styles, .. _output.All]),
        new("Reporting", _report.All),
        new("Preset", [_options.Preset]),
        .. _options.Sections(except: ["save-every", "elsewhere", "continue"]),
    ];

    private BatchRequest Read(ParseResult words)
    {
        List<Message> faults = [];
        var (_, options) = _options.Read(words, faults);
        var output = _output.Read(words, "", "", faults, saved: OutputTemplate.Default);
        var report = _report.Read(words, faults);
        faults.AddRange(OutputTemplate.Faults(output.Path));
        faults.AddRange(StyleErrors.Of(options, styles: 1, regions: 0));

        List<string> contents = [];
        foreach (var pattern in words.GetRequiredValue(_contents))
        {
            var found = PicturePattern.Expand(pattern);
            if (found.Count == 0)
            {
                faults.Add(pattern.StartsWith('-') ? Fault.OfWord(pattern) : Fault.OfWords($"\"{pattern}\" matches no picture"));
            }

            contents.AddRange(found.Where(f => !contents.Contains(f)));
        }

        BatchStyle[] styles = [.. words.GetRequiredValue(_styles).Select(s => new BatchStyle(s, PictureFolder.Expand(s)))];
        faults.AddRange(StandardInputWords.Faults([.. contents, .. styles.SelectMany(s => s.Pictures), options.Init.IsFile ? options.Init.Name : ""]));
        BatchJob[] jobs =
        [
            .. contents.SelectMany(_ => styles, (content, style) => (content, style))
                .Select((job, i) => new BatchJob(job.content, job.style, OutputTemplate.Fill(output.Path, job.content, job.style.Name, i + 1))),
        ];
        faults.AddRange(jobs.Where(j => j.Output.Length > 0).GroupBy(j => Path.GetFullPath(j.Output), NameComparer).Where(g => g.Count() > 1).Take(1).Select(g => Collision(output.Path, [.. g])));
        return faults.Count > 0
            ? throw new OptionsException(faults)
            : new BatchRequest(contents, styles, jobs, options, output.Writing, report, _options.Note(words));
    }

    private static StringComparer NameComparer => OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    private static Message Collision(string template, BatchJob[] jobs)
    {
        var (first, second) = (jobs[0], jobs[1]);
        return Fault.Of(
            "output",
            $"{first.Output} would be written twice, from {first.Content} with {first.Style.Name} and from {second.Content} with {second.Style.Name}: put {string.Join(" or ", OutputTemplate.Telling(template, first, second))} into it");
    }
}
