using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>Linear fits with many right sides, the normal matrix factored once.</summary>
internal sealed class LeastSquares : IDisposable
{
    private const double Ridge = 1e-4;

    private readonly Tensor _rows;
    private readonly Tensor _factor;

    /// <summary>Takes the rows, (samples, inputs).</summary>
    public LeastSquares(Tensor rows)
    {
        using var scope = NewDisposeScope();
        _rows = rows;
        var normal = rows.t().matmul(rows).to(ScalarType.Float64);
        var mean = normal.diagonal().mean().item<double>();
        normal.diagonal().AddInPlace(Ridge * mean);
        _factor = linalg.cholesky(normal).DetachFromDisposeScope();
    }

    /// <summary>The coefficients, (inputs, outputs), float32, that bring the rows closest to the targets (samples, outputs).</summary>
    public Tensor Fit(Tensor targets)
    {
        using var scope = NewDisposeScope();
        var right = _rows.t().matmul(targets).to(ScalarType.Float64);
        return cholesky_solve(right, _factor).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// As <see cref="Fit"/> for targets that a ReLU follows: where target and fit are both negative, nothing is wrong,
    /// so the fit becomes the target there and is made again, a few times over.
    /// </summary>
    public Tensor FitBeforeRelu(Tensor targets, int rounds)
    {
        using var scope = NewDisposeScope();
        var fit = Fit(targets);
        for (var i = 0; i < rounds; i++)
        {
            using var round = NewDisposeScope();
            var free = minimum(_rows.matmul(fit), zeros(1, device: targets.device));
            fit = Fit(where(targets.GreaterThan(0), targets, free)).MoveToOuterDisposeScope();
        }

        return fit.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _factor.Dispose();
}
