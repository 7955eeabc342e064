using Atelier.Cli.Running;

namespace Atelier.Cli.Reporting;

/// <summary>One JSON object a line, and nothing else; docs/json.md describes them.</summary>
internal sealed class JsonReport(Stream stream) : IRunReport
{
    private readonly List<Message> _warnings = [];
    private bool _isForetold;

    public void Warn(Message warning) => _warnings.Add(warning);

    public void Note(Message note) => _warnings.Add(note);

    public void Begin(RunPlan plan)
    {
    }

    public void Report(StylizeProgress value)
    {
        if (value.Estimate is { } estimate && !_isForetold)
        {
            _isForetold = true;
            JsonLine.Write(stream, new { Type = "estimate" }, JsonLine.Of(estimate));
        }

        JsonLine.Write(stream, new { Type = "progress" }, JsonLine.Of(value));
    }

    public void Interrupted()
    {
    }

    public void Done(string output, StylizeResult result) => JsonLine.Write(
        stream,
        new { Type = "done" },
        JsonLine.Of(output, result),
        new { PeakMemoryBytes = PeakMemory.Bytes() },
        JsonLine.Of(_warnings.Concat(result.Warnings)));
}
