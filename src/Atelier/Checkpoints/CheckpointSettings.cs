using Atelier.Recipes;

namespace Atelier.Checkpoints;

/// <summary>How a run is kept safe: where its state is written, how often, and which state it goes on from.</summary>
/// <param name="Path">
/// The file, by convention <c>.atelier</c>. It is written whole or not at all, when the run begins, every <see cref="Every"/>, when the
/// run ends early or its time is up, and when it is finished.
/// </param>
public sealed record CheckpointSettings(string Path)
{
    /// <summary>The least time between two checkpoints; zero for one after every step.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How soon the first one is written that has any step in it; null for no sooner than <see cref="Every"/>. It is written when the first
    /// scale is finished, if that is sooner but not before a fifth of this.
    /// </summary>
    public TimeSpan? First { get; init; }

    /// <summary>
    /// The most of the run's time that may go into writing them, from just above 0 to 1: where one takes long, the next comes later
    /// than <see cref="Every"/>. What it takes is known once one is written.
    /// </summary>
    public double LargestShare { get; init; } = 1;

    /// <summary>
    /// The checkpoint to go on from; null to start anew. May be <see cref="Path"/> itself. Pictures, options and network must be those
    /// that it was begun with.
    /// </summary>
    public string? ResumeFrom { get; init; }

    /// <summary>The recipe of the run; with it a checkpoint says by itself what to go on with.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>What else the program wants to find again in the checkpoint; the run does not look at it.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Told, once and on the thread that runs, that a checkpoint could not be written; the run goes on, and the last good one stays. Null
    /// to find it among <see cref="StylizeResult.Warnings"/>.
    /// </summary>
    public Action<Message>? Warn { get; init; }
}
