using Atelier.Losses;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>
/// L-BFGS (Liu and Nocedal 1989) with the two-loop recursion of Nocedal and Wright (2006, algorithm 7.4). In place of a line
/// search the full step is tried, and halved where the loss rose or is no number: nearly every full step is good, and a
/// search would spend an evaluation of the network on finding that out.
/// </summary>
internal sealed class Lbfgs : IPixelOptimizer
{
    private const double FirstStep = 0.01; // root mean square change of a pixel, 0 to 1, of the step that knows no curvature
    private const double LongestStep = 0.2; // likewise, of any step
    private const int HalvingsBeforeRestart = 4;
    private const int HalvingsBeforeGivingUp = 12;

    private readonly EvaluateImage _evaluate;
    private readonly TensorScratch? _scratch;
    private CurvatureHistory _history;
    private readonly long[] _shape;
    private readonly Tensor _trial;
    private readonly Tensor _accepted;
    private readonly Tensor _gradient;
    private readonly Tensor _direction;
    private double _stepSize;
    private int _halvings;
    private bool _acceptsNextLoss;

    /// <param name="start">The first picture, (1, 3, H, W); it is copied.</param>
    /// <param name="historySize">How many pairs of steps and gradient differences are remembered.</param>
    /// <param name="evaluate">The objective.</param>
    /// <param name="scratch">Where the history lies; null for memory.</param>
    public Lbfgs(Tensor start, int historySize, EvaluateImage evaluate, TensorScratch? scratch = null)
    {
        (_evaluate, _scratch) = (evaluate, scratch);
        _shape = start.shape;
        _trial = start.flatten().clone().DetachFromDisposeScope();
        _accepted = _trial.clone().DetachFromDisposeScope();
        _gradient = zeros_like(_trial).DetachFromDisposeScope();
        _direction = zeros_like(_trial).DetachFromDisposeScope();
        _history = new CurvatureHistory(historySize, _trial, scratch);
    }

    /// <inheritdoc/>
    public Tensor Image => _accepted.view(_shape);

    /// <inheritdoc/>
    public LossValues Losses { get; private set; } = LossValues.Unknown;

    /// <inheritdoc/>
    public int RejectedSteps { get; private set; }

    /// <inheritdoc/>
    public OptimizerState State => new(
        new Dictionary<string, Tensor>(_history.Tensors) { ["trial"] = _trial, ["gradient"] = _gradient, ["direction"] = _direction },
        new Dictionary<string, double>(_history.Numbers) { ["step-size"] = _stepSize, ["halvings"] = _halvings, ["taken-back"] = RejectedSteps, ["renewed"] = _acceptsNextLoss ? 1 : 0 });

    /// <inheritdoc/>
    public void Restore(SavedState state, LossValues losses)
    {
        _history.Dispose();
        _history = CurvatureHistory.Of(state, _trial, _scratch);
        state.ReadInto("trial", _trial);
        state.ReadInto("gradient", _gradient);
        state.ReadInto("direction", _direction);
        _stepSize = state.Numbers["step-size"];
        _halvings = (int)state.Numbers["halvings"];
        RejectedSteps = (int)state.Numbers["taken-back"];
        _acceptsNextLoss = state.Numbers["renewed"] == 1;
        Losses = losses;
    }

    /// <inheritdoc/>
    public bool Step()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var (losses, gradient) = _evaluate(_trial.view(_shape));
        gradient = gradient.flatten();
        var isFinite = double.IsFinite(losses.Total) && IsFinite(gradient);
        return isFinite && (losses.Total <= Losses.Total || _acceptsNextLoss) ? Accept(losses, gradient) : Reject(losses, isFinite);
    }

    /// <inheritdoc/>
    public void InvalidateLoss()
    {
        // The history is kept: changed weights rescale the curvature only in part, and a step that became too long is halved.
        _trial.copy_(_accepted);
        _halvings = 0;
        _acceptsNextLoss = true;
    }

    /// <summary>Frees the state.</summary>
    public void Dispose()
    {
        _history.Dispose();
        _trial.Dispose();
        _accepted.Dispose();
        _gradient.Dispose();
        _direction.Dispose();
    }

    private static bool IsFinite(Tensor gradient) => float.IsFinite(gradient.norm().item<float>());

    private bool Accept(LossValues losses, Tensor gradient)
    {
        if (double.IsFinite(Losses.Total) && !_acceptsNextLoss)
        {
            using var step = _trial - _accepted;
            using var difference = gradient - _gradient;
            _history.Add(step, difference);
        }

        Losses = losses;
        _halvings = 0;
        _acceptsNextLoss = false;
        _accepted.copy_(_trial);
        _gradient.copy_(gradient);
        using (var direction = _history.Direction(_gradient))
        {
            _direction.copy_(direction);
        }

        _stepSize = 1;
        if (_history.Count == 0 || _direction.dot(_gradient).item<float>() >= 0)
        {
            Restart(FirstStep);
        }

        return TryStep();
    }

    private bool Reject(LossValues losses, bool isFinite)
    {
        RejectedSteps++;
        _halvings++;
        _stepSize /= 2;
        if (_halvings == HalvingsBeforeRestart)
        {
            Restart(FirstStep / 10);
        }

        if (_halvings < HalvingsBeforeGivingUp && double.IsFinite(Losses.Total))
        {
            return TryStep();
        }

        // A loss can be a number where its gradient is none.
        return isFinite ? false : throw LossFailure.NotFinite(losses, "a smaller step did not help");
    }

    // Forgets the curvature and goes straight down.
    private void Restart(double pixelChange)
    {
        _history.Clear();
        _direction.copy_(_gradient).neg_();
        _stepSize = pixelChange / Math.Max(PixelChange(_direction), double.Epsilon);
    }

    private bool TryStep()
    {
        var change = PixelChange(_direction);
        if (change == 0)
        {
            return false; // the gradient is zero: there is nothing left to do
        }

        _stepSize = Math.Min(_stepSize, LongestStep / change);
        _trial.copy_(_direction).MultiplyInPlace(_stepSize).AddInPlace(_accepted);
        return true;
    }

    private static double PixelChange(Tensor direction) => direction.norm().item<float>() / Math.Sqrt(direction.numel());
}
