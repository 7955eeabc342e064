using System.CommandLine;
using System.Runtime.CompilerServices;
using Atelier.Cli.Running;

namespace Atelier.Cli.Reporting;

/// <summary>How a run is reported.</summary>
internal sealed record ReportChoice(bool Json = false, bool Quiet = false, bool Preview = false);

/// <summary>The words about reports.</summary>
/// <param name="hasPreview">Whether pictures can be shown while they form.</param>
internal sealed class ReportOptions(bool hasPreview = true)
{
    private readonly Option<bool> _preview = new("--preview") { Description = "show the picture in the terminal as it forms" };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "write one JSON object a line to standard output as it goes on, the last of type done",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "say nothing but errors" };

    public IReadOnlyList<Option> All => hasPreview ? [_preview, _json, _quiet] : [_json, _quiet];

    public ReportChoice Read(ParseResult words, List<Message> faults)
    {
        var choice = new ReportChoice(words.GetValue(_json), words.GetValue(_quiet), hasPreview && words.GetValue(_preview));
        string[] given =
        [
            .. choice.Json ? ["json"] : Array.Empty<string>(),
            .. choice.Quiet ? ["quiet"] : Array.Empty<string>(),
            .. choice.Preview ? ["preview"] : Array.Empty<string>(),
        ];
        if (given.Length > 1)
        {
            faults.Add(Fault.Around(given[0], FormattableStringFactory.Create($"{string.Join(" and ", given.Select((_, i) => $"{{{i}}}"))} contradict each other", [.. given.Select(g => new OptionName(g))])));
        }

        return choice;
    }
}
