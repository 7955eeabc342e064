namespace Atelier.Cli.Reporting;

/// <summary>Says nothing.</summary>
internal sealed class QuietReport : IRunReport, IProgress<StylizeProgress>
{
    public void Warn(Message warning)
    {
    }

    public void Note(Message note)
    {
    }

    public void Begin(RunPlan plan)
    {
    }

    public StylizeResult Watch(Func<IProgress<StylizeProgress>, StylizeResult> run) => run(this);

    public void Report(StylizeProgress value)
    {
    }

    public void Interrupted()
    {
    }

    public void Done(string output, StylizeResult result)
    {
    }

    public void Dispose()
    {
    }
}
