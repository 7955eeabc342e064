namespace Atelier.Optimization;

/// <summary>How far a run is and how long the rest will take.</summary>
/// <param name="scales">What there is to do.</param>
/// <param name="limit">The time after which it ends, in seconds; null for none.</param>
/// <param name="time">The source of time.</param>
internal sealed class RunClock(IReadOnlyList<Scale> scales, double? limit, TimeProvider time)
{
    // A small scale uses a processor less well than its pixels say.
    private const double SmallScalePenalty = 128 * 128 * 0.5;

    private readonly long _start = time.GetTimestamp();
    private readonly double _total = scales.Sum(s => Work(s, s.Steps));

    /// <summary>The time since the run began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Whether the time limit is over.</summary>
    public bool IsTimeUp => limit is { } seconds && Elapsed.TotalSeconds >= seconds;

    /// <summary>The fraction of the work that is done, 0 to 1.</summary>
    /// <param name="scale">The scale, from 0.</param>
    /// <param name="step">The steps done at it.</param>
    public double Fraction(int scale, int step)
    {
        var done = scales.Take(scale).Sum(s => Work(s, s.Steps)) + Work(scales[scale], step);
        return _total == 0 ? 1 : done / _total;
    }

    /// <summary>The time left; null while there is nothing to go by.</summary>
    public TimeSpan? Remaining(double fraction)
    {
        if (fraction <= 0)
        {
            return null;
        }

        var rest = Elapsed.TotalSeconds * (1 - fraction) / fraction;
        return TimeSpan.FromSeconds(limit is { } seconds ? Math.Min(rest, Math.Max(0, seconds - Elapsed.TotalSeconds)) : rest);
    }

    private static double Work(Scale scale, int steps) => (((double)scale.Width * scale.Height) + SmallScalePenalty) * steps;
}
