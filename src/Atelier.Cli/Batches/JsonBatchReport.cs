using System.Text.Json;
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
        Line("begin", json => Write(json, job));
    }

    public void Step(int index, StylizeProgress progress) => Line("progress", json => json.WriteProgress(progress));

    public void Painted(BatchJob job, StylizeResult result) => Line("painted", json =>
    {
        json.WriteResult(job.Output, result);
        json.WriteWarnings(TakeWarnings().Concat(result.Warnings));
    });

    public void Failed(BatchJob job, Message reason) => Line("failed", json =>
    {
        Write(json, job);
        json.WriteMessage(reason, "reason");
        json.WriteWarnings(TakeWarnings());
    });

    public void Interrupted()
    {
    }

    public void Done(int count, int painted, int finishedBefore, IReadOnlyList<(BatchJob Job, Message Reason)> failures, bool isInterrupted) =>
        BatchReports.Close(_ => JsonLine.Write(stream, "done", json =>
        {
            json.WriteNumber("count", count);
            json.WriteNumber("painted", painted);
            json.WriteNumber("finished_before", finishedBefore);
            json.WriteNumber("failed", failures.Count);
            json.WriteBoolean("interrupted", isInterrupted);
            json.WriteNumber("peak_memory_bytes", PeakMemory.Bytes());
            json.WriteWarnings(_warnings);
        }), error, count, painted, finishedBefore, failures, isInterrupted);

    public void Dispose()
    {
        // Standard output stays open: what ended the batch may follow.
    }

    private static void Write(Utf8JsonWriter json, BatchJob job)
    {
        json.WriteString("content", job.Content);
        json.WriteString("style", job.Style.Name);
        json.WriteString("output", job.Output);
    }

    private Message[] TakeWarnings()
    {
        Message[] taken = [.. _ofPicture];
        _ofPicture.Clear();
        return taken;
    }

    private void Line(string type, Action<Utf8JsonWriter> write) => JsonLine.Write(stream, type, json =>
    {
        json.WriteNumber("number", _number);
        json.WriteNumber("count", _plan!.Count);
        write(json);
    });
}
