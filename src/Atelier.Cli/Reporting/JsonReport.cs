using Atelier.Cli.Estimating;
using Atelier.Cli.Running;

namespace Atelier.Cli.Reporting;

/// <summary>One JSON object a line, and nothing else; docs/json.md describes them.</summary>
internal sealed class JsonReport(Stream stream) : IRunReport, IProgress<StylizeProgress>
{
    private readonly List<Message> _warnings = [];
    private bool _isForetold;

    /// <inheritdoc/>
    public void Warn(Message warning) => _warnings.Add(warning);

    /// <inheritdoc/>
    public void Note(Message note) => _warnings.Add(note);

    /// <inheritdoc/>
    public void Begin(RunPlan plan)
    {
    }

    /// <inheritdoc/>
    public StylizeResult Watch(Func<IProgress<StylizeProgress>, StylizeResult> run) => run(this);

    /// <inheritdoc/>
    public void Report(StylizeProgress value)
    {
        if (value.Estimate is { } estimate && !_isForetold)
        {
            _isForetold = true;
            JsonLine.Write(stream, "estimate", json => EstimateJson.Write(json, estimate));
        }

        JsonLine.Write(stream, "progress", json => json.WriteProgress(value));
    }

    /// <inheritdoc/>
    public void Interrupted()
    {
    }

    /// <inheritdoc/>
    public void Done(string output, StylizeResult result) => JsonLine.Write(stream, "done", json =>
    {
        json.WriteResult(output, result);
        json.WriteNumber("peak_memory_bytes", PeakMemory.Bytes());
        json.WriteWarnings(_warnings.Concat(result.Warnings));
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        // Standard output stays open: what ended the run may follow.
    }
}
