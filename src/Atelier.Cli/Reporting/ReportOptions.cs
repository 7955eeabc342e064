using System.CommandLine;
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
        (bool IsGiven, string Name)[] ways = [(choice.Json, "json"), (choice.Quiet, "quiet"), (choice.Preview, "preview")];
        if (ways.Where(w => w.IsGiven).Select(w => w.Name).ToArray() is [var first, _, ..] given)
        {
            var names = Message.Join(" and ", [.. given.Select(name => (FormattableString)$"{new OptionName(name)}")]);
            faults.Add(Fault.Around(first, $"{names} contradict each other"));
        }

        return choice;
    }
}
