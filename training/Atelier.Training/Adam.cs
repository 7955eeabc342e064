using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>
/// Adam (Kingma and Ba 2015) with a running average of the weights. Our own because its whole state must be saved, so that
/// an interrupted training goes on as if nothing had happened.
/// </summary>
internal sealed class Adam
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.99;
    private const double Epsilon = 1e-12; // gradients of normalised losses can be tiny; the ratio is what counts

    private readonly IReadOnlyDictionary<string, Tensor> _parameters;

    /// <summary>Starts with moments of zero and the average at the weights themselves.</summary>
    public Adam(IReadOnlyDictionary<string, Tensor> parameters)
    {
        _parameters = parameters;
        using var quiet = no_grad();
        foreach (var (name, p) in parameters)
        {
            First[name] = zeros_like(p).DetachFromDisposeScope();
            Second[name] = zeros_like(p).DetachFromDisposeScope();
            Average[name] = p.detach().clone().DetachFromDisposeScope();
        }
    }

    /// <summary>Steps taken.</summary>
    public int Steps { get; set; }

    /// <summary>Running means of the gradients.</summary>
    public Dictionary<string, Tensor> First { get; } = [];

    /// <summary>Running means of their squares.</summary>
    public Dictionary<string, Tensor> Second { get; } = [];

    /// <summary>Running average of the weights, better than the last ones while the step size is large.</summary>
    public Dictionary<string, Tensor> Average { get; } = [];

    /// <summary>One step from the gradients that a backward pass left, which it clears.</summary>
    public void Step(double rate)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        Steps++;
        var correction = Math.Sqrt(1 - Math.Pow(Beta2, Steps)) / (1 - Math.Pow(Beta1, Steps));
        var keep = Math.Min(0.995, (1.0 + Steps) / (10 + Steps));
        foreach (var (name, p) in _parameters)
        {
            if (p.grad is not { } gradient)
            {
                continue;
            }

            First[name].MultiplyInPlace(Beta1).AddInPlace(gradient, 1 - Beta1);
            Second[name].MultiplyInPlace(Beta2).AddProductInPlace(gradient, gradient, 1 - Beta2);
            p.AddInPlace(First[name] / Second[name].sqrt().AddInPlace(Epsilon), -rate * correction);
            Average[name].MultiplyInPlace(keep).AddInPlace(p, 1 - keep);
            gradient.zero_();
        }
    }

    /// <summary>Forgets the moments and starts the average anew: after the weights were set by other means.</summary>
    public void Restart()
    {
        using var quiet = no_grad();
        Steps = 0;
        foreach (var (name, p) in _parameters)
        {
            First[name].zero_();
            Second[name].zero_();
            Average[name].copy_(p);
        }
    }
}
