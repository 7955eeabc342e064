using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>L-BFGS on the pixels of one picture, as style transfer uses it: full steps, no line search.</summary>
/// <param name="start">The first picture.</param>
/// <param name="evaluate">Picture in, loss and gradient out.</param>
/// <param name="history">How many past steps are remembered.</param>
internal sealed class PixelLbfgs(Tensor start, Func<Tensor, (double Loss, Tensor Gradient)> evaluate, int history = 30) : IDisposable
{
    private readonly List<(Tensor Step, Tensor Change, double Curvature)> _past = [];
    private readonly Tensor _picture = start.detach().clone().DetachFromDisposeScope();
    private Tensor? _gradient;

    /// <summary>The picture so far.</summary>
    public Tensor Picture => _picture;

    /// <summary>The loss at the last picture but the present one.</summary>
    public double Loss { get; private set; }

    /// <summary>Goes one step.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        if (_gradient is null)
        {
            (Loss, var first) = evaluate(_picture);
            _gradient = first.DetachFromDisposeScope();
        }

        var direction = _past.Count == 0
            ? _gradient * (-1 / _gradient.abs().sum().item<float>())
            : Direction(_gradient);
        _picture.add_(direction);
        (Loss, var gradient) = evaluate(_picture);
        var change = gradient - _gradient;
        var curvature = (change * direction).sum().item<float>();
        if (curvature > 1e-10)
        {
            _past.Add((direction.DetachFromDisposeScope(), change.DetachFromDisposeScope(), curvature));
            if (_past.Count > history)
            {
                Forget(0);
            }
        }

        _gradient.Dispose();
        _gradient = gradient.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_past.Count > 0)
        {
            Forget(_past.Count - 1);
        }

        _gradient?.Dispose();
        _picture.Dispose();
    }

    private Tensor Direction(Tensor gradient)
    {
        var d = -gradient;
        var factors = new double[_past.Count];
        for (var i = _past.Count - 1; i >= 0; i--)
        {
            factors[i] = (_past[i].Step * d).sum().item<float>() / _past[i].Curvature;
            d.add_(_past[i].Change, -factors[i]);
        }

        var last = _past[^1];
        d.mul_(last.Curvature / last.Change.square().sum().item<float>());
        for (var i = 0; i < _past.Count; i++)
        {
            var back = (_past[i].Change * d).sum().item<float>() / _past[i].Curvature;
            d.add_(_past[i].Step, factors[i] - back);
        }

        return d;
    }

    private void Forget(int index)
    {
        _past[index].Step.Dispose();
        _past[index].Change.Dispose();
        _past.RemoveAt(index);
    }
}
