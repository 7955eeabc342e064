namespace Atelier.Cli.Reporting;

/// <summary>Says nothing.</summary>
internal sealed class QuietReport : IRunReport, IProgress<StylizeProgress>
{
    /// <inheritdoc/>
    public void Warn(Message warning)
    {
    }

    /// <inheritdoc/>
    public void Note(Message note)
    {
    }

    /// <inheritdoc/>
    public void Begin(RunPlan plan)
    {
    }

    /// <inheritdoc/>
    public StylizeResult Watch(Func<IProgress<StylizeProgress>, StylizeResult> run) => run(this);

    /// <inheritdoc/>
    public void Report(StylizeProgress value)
    {
    }

    /// <inheritdoc/>
    public void Interrupted()
    {
    }

    /// <inheritdoc/>
    public void Done(string output, StylizeResult result)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
