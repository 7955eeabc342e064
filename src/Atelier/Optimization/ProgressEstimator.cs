namespace Atelier.Optimization;

/// <summary>How far a run is and how long the rest will take.</summary>
/// <param name="scales">What there is to do.</param>
/// <param name="limit">The time after which it ends, in seconds; null for none.</param>
/// <param name="time">The source of time.</param>
internal sealed class ProgressEstimator(IReadOnlyList<Scale> scales, double? limit, TimeProvider time)
{
    // A small scale uses a processor less well than its pixels say.
    internal const double SmallScalePenalty = 128 * 128 * 0.5;

    private const double CostOfDraft = 0.25; // of a step of the network's own

    // The pace is known after so many steps and so much time, and is then the average of about so many of the last steps;
    // a new scale has its own pace, so that what the last one said soon counts for little.
    private const int FirstSteps = 4;
    private const double FirstSeconds = 2;
    private const int StepsOfPace = 12;
    private const int StepsOfLastScale = 2;

    // What is said follows what is found with this delay, in seconds.
    private const double Delay = 4;

    private readonly long _start = time.GetTimestamp();
    private readonly double _total = scales.Sum(s => Work(s, s.Steps));
    private TimeSpan _before;
    private double _secondsPerWork;
    private int _stepsOfPace;
    private int _scale;
    private bool _hasAdvanced;
    private double _last;
    private double? _remaining;

    /// <summary>The time since the run began.</summary>
    public TimeSpan Elapsed => _before + time.GetElapsedTime(_start);

    /// <summary>Whether the time limit is over.</summary>
    public bool IsTimeUp => limit is { } seconds && Elapsed.TotalSeconds >= seconds;

    /// <summary>The fraction of the work that is done, 0 to 1.</summary>
    public double Fraction { get; private set; }

    /// <summary>The time left; null while there is too little to go by.</summary>
    public TimeSpan? Remaining => _remaining is not { } seconds ? null
        : TimeSpan.FromSeconds(limit is { } most ? Math.Min(seconds, Math.Max(0, most - Elapsed.TotalSeconds)) : seconds);

    /// <summary>Counts the time that the run took before it was resumed. To be called before the first step.</summary>
    public void Resume(TimeSpan elapsed)
    {
        _before = elapsed;
        _last = Elapsed.TotalSeconds;
    }

    /// <summary>To be called after each step.</summary>
    /// <param name="scale">The scale, from 0.</param>
    /// <param name="step">The steps done at it.</param>
    public void Advance(int scale, int step)
    {
        var now = Elapsed.TotalSeconds;
        var took = now - _last;
        _last = now;
        Fraction = (scales.Take(scale).Sum(s => Work(s, s.Steps)) + Work(scales[scale], step)) / _total;
        if (scale != _scale)
        {
            (_scale, _stepsOfPace) = (scale, Math.Min(_stepsOfPace, StepsOfLastScale));
        }

        if (step > 1 && _hasAdvanced) // the first of a scale, or after the run was resumed, is also the making ready
        {
            Learn(took / Work(scales[scale], 1, setUps: 0));
        }

        _hasAdvanced = true;

        if (_stepsOfPace >= FirstSteps || _remaining is not null)
        {
            Say(_secondsPerWork * _total * (1 - Fraction), now, took);
        }
    }

    private void Learn(double secondsPerWork)
    {
        // One step that takes long, as when the machine slept, says nothing of the others.
        var found = _stepsOfPace > 0 ? Math.Min(secondsPerWork, 3 * _secondsPerWork) : secondsPerWork;
        _stepsOfPace = Math.Min(_stepsOfPace + 1, StepsOfPace);
        _secondsPerWork += (found - _secondsPerWork) / _stepsOfPace;
    }

    private void Say(double found, double now, double took)
    {
        if (_remaining is { } said)
        {
            var expected = Math.Max(0, said - took);
            _remaining = expected + ((found - expected) * (1 - Math.Exp(-took / Delay)));
        }
        else if (now - _before.TotalSeconds >= FirstSeconds)
        {
            _remaining = found;
        }
    }

    // In pixels: those of the steps and, before them, of a set-up, in which the network sees content and style once.
    private static double Work(Scale scale, int steps, int setUps = 1) =>
        (((double)scale.Width * scale.Height) + SmallScalePenalty) * (steps + setUps) * (scale.IsDraft ? CostOfDraft : 1);
}
