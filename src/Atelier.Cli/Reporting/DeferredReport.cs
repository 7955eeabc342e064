namespace Atelier.Cli.Reporting;

/// <summary>
/// Holds back messages from before a run until its first step: where the engine finds a fault, the user reads nothing else.
/// </summary>
internal sealed class DeferredReport(IRunReport report) : IRunReport
{
    private readonly Queue<Action> _heldBack = new();

    public bool ShowsPictures => report.ShowsPictures;

    public void Warn(Message warning) => _heldBack.Enqueue(() => report.Warn(warning));

    public void Note(Message note) => _heldBack.Enqueue(() => report.Note(note));

    public void Begin(RunPlan plan) => _heldBack.Enqueue(() => report.Begin(plan));

    public StylizeResult Watch(Func<StylizeResult> run) => report.Watch(run);

    public void Report(StylizeProgress value)
    {
        Speak();
        report.Report(value);
    }

    public void Interrupted() => report.Interrupted();

    public void Done(string output, StylizeResult result)
    {
        Speak();
        report.Done(output, result);
    }

    private void Speak()
    {
        while (_heldBack.TryDequeue(out var say))
        {
            say();
        }
    }
}
