using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>
/// The last steps s and differences of gradients y of L-BFGS, and the product of the inverse Hessian that they approximate
/// with a gradient (Nocedal and Wright 2006, algorithm 7.4).
/// </summary>
/// <param name="capacity">How many pairs are remembered.</param>
internal sealed class CurvatureHistory(int capacity) : IDisposable
{
    private readonly Queue<(Tensor S, Tensor Y, double Rho)> _pairs = new();
    private double _initialScale = 1;

    /// <summary>How many pairs are remembered now.</summary>
    public int Count => _pairs.Count;

    /// <summary>Remembers a step and the difference of gradients across it, unless the curvature along it is not positive.</summary>
    public void Add(Tensor s, Tensor y)
    {
        var (sy, yy) = (s.dot(y).item<float>(), y.dot(y).item<float>());
        if (!(sy > 1e-10 * yy))
        {
            return;
        }

        if (_pairs.Count == capacity)
        {
            Forget(_pairs.Dequeue());
        }

        _pairs.Enqueue((s.DetachFromDisposeScope(), y.DetachFromDisposeScope(), 1.0 / sy));
        _initialScale = sy / yy;
    }

    /// <summary>−H·g for the gradient g: the direction of the next step, of the same shape.</summary>
    public Tensor Direction(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var q = gradient.neg();
        var pairs = _pairs.ToArray();
        var alphas = new double[pairs.Length];
        for (var i = pairs.Length - 1; i >= 0; i--)
        {
            alphas[i] = pairs[i].Rho * Dot(pairs[i].S, q);
            q.add_(pairs[i].Y, alpha: -alphas[i]);
        }

        q.mul_(_initialScale);
        for (var i = 0; i < pairs.Length; i++)
        {
            var beta = pairs[i].Rho * Dot(pairs[i].Y, q);
            q.add_(pairs[i].S, alpha: alphas[i] - beta);
        }

        return q.MoveToOuterDisposeScope();
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        while (_pairs.TryDequeue(out var pair))
        {
            Forget(pair);
        }

        _initialScale = 1;
    }

    /// <summary>Frees the pairs.</summary>
    public void Dispose() => Clear();

    private static double Dot(Tensor a, Tensor b)
    {
        using var product = a.dot(b);
        return product.item<float>();
    }

    private static void Forget((Tensor S, Tensor Y, double Rho) pair)
    {
        pair.S.Dispose();
        pair.Y.Dispose();
    }
}
