namespace Atelier.Studio.Bursts;

/// <summary>When requests gather, and for how long.</summary>
/// <param name="IsPainting">Whether a job is painted: only then does it matter what an answer costs.</param>
internal sealed record BurstPace(Func<bool> IsPainting)
{
    /// <summary>How long nobody is answered after a burst. A client waits so much longer at most; it is little beside what people notice.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMilliseconds(25);
}
