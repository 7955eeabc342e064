namespace Atelier.Cli.Reporting;

/// <summary>
/// Holds back what is said before a run until its first step: where the engine finds a fault, that is all the user reads. Faults are
/// found at once; a first step that takes longer, of a picture that is large from the beginning, is not waited for.
/// </summary>
internal sealed class PatientReport(IRunReport report, TimeProvider clock) : IRunReport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Queue<Action> _heldBack = new();

    /// <inheritdoc/>
    public bool ShowsPictures => report.ShowsPictures;

    /// <inheritdoc/>
    public void Warn(string warning) => HoldBack(() => report.Warn(warning));

    /// <inheritdoc/>
    public void Note(string note) => HoldBack(() => report.Note(note));

    /// <inheritdoc/>
    public void Begin(RunPlan plan) => HoldBack(() => report.Begin(plan));

    /// <inheritdoc/>
    public StylizeResult Watch(Func<IProgress<StylizeProgress>, StylizeResult> run)
    {
        using var timer = clock.CreateTimer(_ => Speak(), null, Patience, Timeout.InfiniteTimeSpan);
        return report.Watch(progress => run(new FirstSpeaks(this, progress)));
    }

    /// <inheritdoc/>
    public void Interrupted() => report.Interrupted();

    /// <inheritdoc/>
    public void Done(string output, StylizeResult result)
    {
        Speak();
        report.Done(output, result);
    }

    /// <inheritdoc/>
    public void Dispose() => report.Dispose();

    private void HoldBack(Action say)
    {
        lock (_lock)
        {
            _heldBack.Enqueue(say);
        }
    }

    private void Speak()
    {
        lock (_lock)
        {
            while (_heldBack.TryDequeue(out var say))
            {
                say();
            }
        }
    }

    private sealed class FirstSpeaks(PatientReport report, IProgress<StylizeProgress> progress) : IProgress<StylizeProgress>
    {
        public void Report(StylizeProgress value)
        {
            report.Speak();
            progress.Report(value);
        }
    }
}
