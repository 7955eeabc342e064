using Atelier.Cli.Reporting;
using Atelier.Cli.Running;

namespace Atelier.Cli.Batches;

/// <summary>Sparse lines, for logs and terminals that cannot redraw; only failures where it is to be quiet.</summary>
internal sealed class PlainBatchReport(TextWriter writer, TextWriter error, TimeProvider clock) : IBatchReport
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly long _start = clock.GetTimestamp();
    private BatchPlan? _plan;
    private long _last;

    public void Warn(Message warning) => writer.WriteLine(RunText.Warning(warning));

    public void Note(Message note) => writer.WriteLine(CommandNames.Text(note));

    public void Watch(BatchPlan plan, Action paint)
    {
        _plan = plan;
        paint();
    }

    public void Begin(int index, BatchJob job)
    {
        writer.WriteLine(BatchText.Begin(_plan!, index, job));
        _last = clock.GetTimestamp();
    }

    public void Step(int index, StylizeProgress progress)
    {
        if (clock.GetElapsedTime(_last) < Pause)
        {
            return;
        }

        _last = clock.GetTimestamp();
        var whole = (index + progress.Fraction) / _plan!.ToDo.Count;
        writer.WriteLine($"{BatchText.Whole(whole, clock.GetElapsedTime(_start))}; this picture {RunText.Percent(progress)}, {RunText.Place(progress)}");
    }

    public void Painted(BatchJob job, StylizeResult result)
    {
        foreach (var warning in result.Warnings)
        {
            Warn(BatchText.Of(job.Output, warning));
        }
    }

    public void Failed(BatchJob job, Message reason) => writer.WriteLine($"Failed: {CommandNames.Text(reason)}");

    public void Interrupted() => writer.WriteLine(BatchText.Stopping);

    public void Done(BatchOutcome outcome) =>
        BatchReports.Close(writer.WriteLine, error, outcome);
}
