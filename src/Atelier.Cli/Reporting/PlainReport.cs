using Atelier.Cli.Running;

namespace Atelier.Cli.Reporting;

/// <summary>Sparse lines, for logs and terminals that cannot redraw; to a writer of nothing where it is to be quiet.</summary>
internal sealed class PlainReport(TextWriter writer, TimeProvider clock) : IRunReport
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long? _last;
    private bool _isForetold;

    public void Warn(Message warning) => writer.WriteLine(RunText.Warning(warning));

    public void Note(Message note) => writer.WriteLine(CommandNames.Text(note));

    public void Begin(RunPlan plan) => writer.WriteLine(plan);

    public void Report(StylizeProgress value)
    {
        if (value.Estimate is { } estimate && !_isForetold)
        {
            _isForetold = true;
            writer.WriteLine(RunText.Estimate(estimate));
        }

        if (_last is { } last && clock.GetElapsedTime(last) < Pause)
        {
            return;
        }

        _last = clock.GetTimestamp();
        writer.WriteLine($"{RunText.Percent(value)}, {RunText.Place(value)}: {RunText.Losses(value.Losses)}; {RunText.Times(value)}");
    }

    public void Interrupted() => writer.WriteLine(RunText.Stopping);

    public void Done(string output, StylizeResult result)
    {
        foreach (var warning in result.Warnings)
        {
            Warn(warning);
        }

        writer.WriteLine(RunText.Done(output, result));
    }
}
