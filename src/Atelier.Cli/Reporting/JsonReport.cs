using Atelier.Cli.Estimating;
using Atelier.Cli.Running;

namespace Atelier.Cli.Reporting;

/// <summary>One JSON object a line, and nothing else; docs/json.md describes them.</summary>
internal sealed class JsonReport(Stream stream) : IRunReport, IProgress<StylizeProgress>
{
    private readonly List<Message> _warnings = [];
    private bool _isForetold;

    public void Warn(Message warning) => _warnings.Add(warning);

    public void Note(Message note) => _warnings.Add(note);

    public void Begin(RunPlan plan)
    {
    }

    public StylizeResult Watch(Func<IProgress<StylizeProgress>, StylizeResult> run) => run(this);

    public void Report(StylizeProgress value)
    {
        if (value.Estimate is { } estimate && !_isForetold)
        {
            _isForetold = true;
            JsonLine.Write(stream, "estimate", json => EstimateJson.Write(json, estimate));
        }

        JsonLine.Write(stream, "progress", json => json.WriteProgress(value));
    }

    public void Interrupted()
    {
    }

    public void Done(string output, StylizeResult result) => JsonLine.Write(stream, "done", json =>
    {
        json.WriteResult(output, result);
        json.WriteNumber("peak_memory_bytes", PeakMemory.Bytes());
        json.WriteWarnings(_warnings.Concat(result.Warnings));
    });

    public void Dispose()
    {
        // Standard output stays open: what ended the run may follow.
    }
}
