using Atelier.Cli.Reporting;
using Atelier.Cli.Running;
using Spectre.Console;

namespace Atelier.Cli.Batches;

/// <summary>A bar for the whole batch and one for the current picture at the foot of the terminal.</summary>
internal sealed class LiveBatchReport(IAnsiConsole console, TimeProvider clock) : IBatchReport
{
    private static readonly TimeSpan RedrawPause = TimeSpan.FromMilliseconds(100);

    private readonly long _start = clock.GetTimestamp();
    private LiveDisplayContext? _display;
    private BatchPlan? _plan;
    private string _title = "";
    private long? _drawn;
    private volatile bool _stopping;

    public void Warn(Message warning) => console.WriteLine(RunText.Warning(warning), new Style(Color.Yellow));

    public void Note(Message note) => console.WriteLine(CommandNames.Text(note));

    public void Watch(BatchPlan plan, Action paint)
    {
        _plan = plan;
        console.Live(new Text("Starting the engine …")).AutoClear(true).Start(display =>
        {
            _display = display;
            display.Refresh();
            paint();
        });
    }

    public void Begin(int index, BatchJob job) => _title = BatchText.Begin(_plan!, index, job);

    public void Step(int index, StylizeProgress progress)
    {
        if (_drawn is { } then && clock.GetElapsedTime(then) < RedrawPause)
        {
            return;
        }

        _drawn = clock.GetTimestamp();
        var whole = (index + progress.Fraction) / _plan!.ToDo.Count;
        _display?.UpdateTarget(new Rows(
            ProgressBar.Of(whole, BatchText.Whole(whole, clock.GetElapsedTime(_start)), _stopping),
            new Text(_title),
            ProgressBar.Of(progress.Fraction, $"{RunText.Percent(progress)}  {RunText.Times(progress)}", _stopping),
            new Text(RunText.Place(progress))));
    }

    public void Painted(BatchJob job, StylizeResult result)
    {
        foreach (var warning in result.Warnings)
        {
            Warn(BatchText.Of(job.Output, warning));
        }

        console.WriteLine(RunText.Done(job.Output, result));
    }

    public void Failed(BatchJob job, Message reason) => console.WriteLine($"Failed: {CommandNames.Text(reason)}", new Style(Color.Red));

    public void Interrupted()
    {
        _stopping = true;
        console.WriteLine(BatchText.Stopping);
    }

    public void Done(BatchOutcome outcome) =>
        BatchReports.Close(line => console.WriteLine(line), console.Profile.Out.Writer, outcome);
}
