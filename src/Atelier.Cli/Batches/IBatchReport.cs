namespace Atelier.Cli.Batches;

/// <summary>Tells someone of a batch.</summary>
internal interface IBatchReport
{
    /// <summary>Something that the user should know.</summary>
    void Warn(Message warning);

    /// <summary>Something that is good to know.</summary>
    void Note(Message note);

    void Watch(BatchPlan plan, Action paint);

    /// <summary>A picture is begun.</summary>
    /// <param name="index">Which of those that are left to do, from 0.</param>
    /// <param name="job">The picture.</param>
    void Begin(int index, BatchJob job);

    /// <summary>A step of a picture is done.</summary>
    void Step(int index, StylizeProgress progress);

    void Painted(BatchJob job, StylizeResult result);

    /// <summary>A picture could not be painted.</summary>
    void Failed(BatchJob job, Message reason);

    /// <summary>The user asked for the end; called on another thread.</summary>
    void Interrupted();

    void Done(BatchOutcome outcome);
}

/// <summary>How a batch ended.</summary>
/// <param name="Count">How many pictures it has.</param>
/// <param name="FinishedBefore">How many of them were there already.</param>
internal sealed record BatchOutcome(int Count, int FinishedBefore)
{
    public int Painted { get; init; }

    public IReadOnlyList<(BatchJob Job, Message Reason)> Failures { get; init; } = [];

    public bool IsInterrupted { get; init; }
}
