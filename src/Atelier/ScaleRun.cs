using Atelier.Checkpoints;
using Atelier.Losses;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier;

/// <summary>The steps of one scale: when they end, and what observes them.</summary>
internal sealed class ScaleRun
{
    // A picture moves towards its neighbours in so many steps. With fewer, the search takes a larger part of the time.
    private const int StepsOfARound = 25;

    private readonly Scale _scale;
    private readonly bool _isLast;
    private readonly StylizeOptions _options;
    private readonly Objective _objective;
    private readonly StrengthMetric? _metric;
    private readonly RunState _state;
    private readonly StrengthController? _strength;
    private readonly CheckpointSession _checkpoints;
    private StoppingRule _stopping;
    private bool _isDone;

    /// <param name="number">The number of the scale, from 0.</param>
    /// <param name="scales">All scales.</param>
    /// <param name="options">When a scale ends.</param>
    /// <param name="objective">The losses, whose neighbours a checkpoint may bring back.</param>
    /// <param name="optimizer">The optimiser, which a checkpoint may bring to where it was.</param>
    /// <param name="metric">Measures the strength; null where none is asked for.</param>
    /// <param name="state">Receives the steps.</param>
    /// <param name="strength">Controls the strength; null where none is asked for.</param>
    /// <param name="checkpoints">Writes checkpoints.</param>
    public ScaleRun(
        int number,
        IReadOnlyList<Scale> scales,
        StylizeOptions options,
        Objective objective,
        IPixelOptimizer optimizer,
        StrengthMetric? metric,
        RunState state,
        StrengthController? strength,
        CheckpointSession checkpoints)
    {
        (Number, _scale, _isLast, _options, Optimizer) = (number, scales[number], number == scales.Count - 1, options, optimizer);
        _objective = objective;
        (_metric, _state, _strength, _checkpoints) = (metric, state, strength, checkpoints);
        _stopping = new StoppingRule(options.Until);
        StepsDone = checkpoints.Restore(number, objective, optimizer, _stopping);
        RunTelemetry.ScaleStarted(state.Logger, number + 1, scales.Count, _scale.Width, _scale.Height, _scale.Steps);
    }

    /// <summary>The number of the scale, from 0.</summary>
    public int Number { get; }

    /// <summary>The optimiser.</summary>
    public IPixelOptimizer Optimizer { get; }

    /// <summary>The steps that were done before, by the run that is resumed.</summary>
    public int StepsDone { get; }

    /// <summary>Whether there is another step to do.</summary>
    /// <param name="step">Its number, from 1.</param>
    public bool HasStep(int step) => step <= _scale.Steps && !_isDone && !_state.IsOver;

    /// <summary>Finds the nearest features of the style anew where a round of steps begins, if a loss compares them.</summary>
    /// <param name="step">The number of the step to come, from 1.</param>
    public void Match(int step)
    {
        if ((step - 1) % StepsOfARound == 0 && _objective.Match(Optimizer.Image))
        {
            Optimizer.InvalidateLoss();
            _stopping = new StoppingRule(_options.Until);
        }
    }

    /// <summary>One step of the optimiser. A loss that is no longer finite ends the run with the picture before it.</summary>
    /// <returns>Whether another step can be expected to improve the picture.</returns>
    /// <exception cref="StylizeException">The loss is not finite at the first step, so that nothing is painted yet.</exception>
    public bool Update()
    {
        try
        {
            return Optimizer.Step();
        }
        catch (StylizeException e) when (e.Code == MessageCodes.Diverged && (Number > _checkpoints.FirstScale || double.IsFinite(Optimizer.Losses.Total)))
        {
            _state.EndBy(e);
            return false;
        }
    }

    /// <summary>Reports a step, controls the strength, decides whether the scale ends, and writes a checkpoint where one is due.</summary>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="hasImproved">The result of <see cref="Update"/>.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public void Observe(int step, bool hasImproved, CancellationToken cancellationToken)
    {
        if (_state.IsOver)
        {
            return;
        }

        _state.Report(Number, step, Optimizer);
        _isDone = !hasImproved || _stopping.IsSatisfied(Optimizer.Losses.Total);
        if (!_isDone && _strength?.IsDue(Number, step, _scale.Steps) == true)
        {
            _strength.Observe(_metric!.Measure(Optimizer.Image));
            Optimizer.InvalidateLoss();
            _stopping = new StoppingRule(_options.Until);
        }

        _state.StopWhereDue(cancellationToken);
        var stepsDone = _isDone ? _scale.Steps : step;
        _checkpoints.Keep(Number, stepsDone, _objective, Optimizer, _stopping, endsScale: stepsDone == _scale.Steps && !_isLast);
    }

    /// <summary>Takes the figures of the optimiser, and measures the strength of the result.</summary>
    /// <param name="image">The result of the scale, (1, 3, H, W).</param>
    public void End(Tensor image)
    {
        _state.Finish(Optimizer);
        _strength?.Observe(_metric!.Measure(image));
    }
}
