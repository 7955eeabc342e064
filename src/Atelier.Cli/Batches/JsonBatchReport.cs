using Atelier.Cli.Reporting;
using Atelier.Cli.Running;

namespace Atelier.Cli.Batches;

/// <summary>One JSON object a line; docs/json.md describes them. What failed is also said on standard error, as an error is.</summary>
internal sealed class JsonBatchReport(Stream stream, TextWriter error) : IBatchReport
{
    private readonly List<Message> _warnings = [];
    private readonly List<Message> _ofPicture = [];
    private BatchPlan? _plan;
    private int _number;

    public void Warn(Message warning) => (_number == 0 ? _warnings : _ofPicture).Add(warning);

    public void Note(Message note) => Warn(note);

    public void Watch(BatchPlan plan, Action paint)
    {
        _plan = plan;
        paint();
    }

    public void Begin(int index, BatchJob job)
    {
        _number = _plan!.Finished + index + 1;
        Write("begin", Of(job));
    }

    public void Step(int index, StylizeProgress progress) => Write("progress", JsonLine.Of(progress));

    public void Painted(BatchJob job, StylizeResult result) =>
        Write("painted", JsonLine.Of(job.Output, result), JsonLine.Of(TakeWarnings().Concat(result.Warnings)));

    public void Failed(BatchJob job, Message reason) => Write(
        "failed",
        Of(job),
        new { reason.Code, reason.Option, Reason = CommandNames.Text(reason) },
        JsonLine.Of(TakeWarnings()));

    public void Interrupted()
    {
    }

    public void Done(BatchOutcome outcome)
    {
        JsonLine.Write(
            stream,
            new
            {
                Type = "done",
                outcome.Count,
                outcome.Painted,
                outcome.FinishedBefore,
                Failed = outcome.Failures.Count,
                Interrupted = outcome.IsInterrupted,
                PeakMemoryBytes = PeakMemory.Bytes(),
            },
            JsonLine.Of(_warnings));
        BatchReports.Close(_ => { }, error, outcome);
    }

    private static object Of(BatchJob job) => new { job.Content, Style = job.Style.Name, job.Output };

    private Message[] TakeWarnings()
    {
        Message[] taken = [.. _ofPicture];
        _ofPicture.Clear();
        return taken;
    }

    private void Write(string type, params IEnumerable<object> parts) =>
        JsonLine.Write(stream, [new { Type = type, Number = _number, _plan!.Count }, .. parts]);
}
