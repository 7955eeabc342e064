using Atelier.Imaging.Storage;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>
/// The last steps s and differences of gradients y of L-BFGS, and the product of the inverse Hessian that they approximate
/// with a gradient (Nocedal and Wright 2006, algorithm 7.4).
/// </summary>
/// <remarks>
/// The pairs lie in two blocks that are taken once. Taken one by one between the network's feature maps, which come and go
/// with each step, they would cut the heap into pieces and the process would grow without end.
/// </remarks>
internal sealed class CurvatureHistory : IDisposable
{
    private readonly Tensor _steps; // (capacity, n)
    private readonly Tensor _differences; // (capacity, n)
    private readonly double[] _rho;
    private int _oldest;
    private double _initialScale = 1;

    /// <param name="capacity">How many pairs are remembered.</param>
    /// <param name="like">A vector (n) that gives length and device.</param>
    /// <param name="scratch">Where the pairs lie; null for memory.</param>
    public CurvatureHistory(int capacity, Tensor like, TensorScratch? scratch = null)
    {
        _steps = Rows();
        _differences = Rows();
        _rho = new double[capacity];

        Tensor Rows() => TensorScratch.Empty(scratch, [capacity, like.numel()], ScalarType.Float32, like.device).DetachFromDisposeScope();
    }

    /// <summary>The pairs, as they lie: the address of a row has a part in how its sums are rounded.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor>
    {
        ["steps"] = _steps[..Count],
        ["differences"] = _differences[..Count],
        ["rho"] = tensor(_rho, dtype: ScalarType.Float64),
    };

    /// <summary>What else there is to know of them.</summary>
    public IReadOnlyDictionary<string, double> Numbers => new Dictionary<string, double> { ["oldest"] = _oldest, ["initial-scale"] = _initialScale };

    /// <summary>How many pairs are remembered now.</summary>
    public int Count { get; private set; }

    /// <summary>The history of a saved state, with its capacity.</summary>
    /// <param name="state">Has <see cref="Tensors"/> and <see cref="Numbers"/>.</param>
    /// <param name="like">A vector (n) that gives length and device.</param>
    /// <param name="scratch">Where the pairs lie; null for memory.</param>
    public static CurvatureHistory Of(SavedState state, Tensor like, TensorScratch? scratch = null)
    {
        using var scope = NewDisposeScope();
        var ofPairs = empty(state.ShapeOf("rho"), dtype: ScalarType.Float64);
        state.ReadInto("rho", ofPairs);
        var rho = ofPairs.data<double>().ToArray();
        var count = (int)state.ShapeOf("steps")[0];
        var history = new CurvatureHistory(rho.Length, like, scratch)
        {
            Count = count,
            _oldest = (int)state.Numbers["oldest"],
            _initialScale = state.Numbers["initial-scale"],
        };
        rho.CopyTo(history._rho, 0);
        if (count > 0)
        {
            state.ReadInto("steps", history._steps[..count]);
            state.ReadInto("differences", history._differences[..count]);
        }

        return history;
    }

    /// <summary>Remembers a step and the difference of gradients across it, unless the curvature along it is not positive.</summary>
    public void Add(Tensor s, Tensor y)
    {
        var (sy, yy) = (Dot(s, y), Dot(y, y));
        if (!(sy > 1e-10 * yy))
        {
            return;
        }

        var row = Row(Count);
        if (Count == _rho.Length)
        {
            _oldest = Row(1);
        }
        else
        {
            Count++;
        }

        using var scope = NewDisposeScope();
        At(_steps, row).copy_(s);
        At(_differences, row).copy_(y);
        _rho[row] = 1.0 / sy;
        _initialScale = sy / yy;
    }

    /// <summary>−H·g for the gradient g: the direction of the next step, of the same shape.</summary>
    public Tensor Direction(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var q = gradient.neg();
        var alphas = new double[Count];
        for (var i = Count - 1; i >= 0; i--)
        {
            alphas[i] = _rho[Row(i)] * Dot(At(_steps, Row(i)), q);
            q.AddInPlace(At(_differences, Row(i)), -alphas[i]);
        }

        q.MultiplyInPlace(_initialScale);
        for (var i = 0; i < Count; i++)
        {
            var beta = _rho[Row(i)] * Dot(At(_differences, Row(i)), q);
            q.AddInPlace(At(_steps, Row(i)), alphas[i] - beta);
        }

        return q.MoveToOuterDisposeScope();
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (Count, _oldest, _initialScale) = (0, 0, 1);
    }

    /// <summary>Frees the pairs.</summary>
    public void Dispose()
    {
        _steps.Dispose();
        _differences.Dispose();
    }

    // The row of the i-th oldest pair.
    private int Row(int i) => (_oldest + i) % _rho.Length;

    // One row at a time is resident, where the pairs lie in a file.
    private static Tensor At(Tensor pairs, int row)
    {
        TemporaryMappedFile.EvictPages();
        return pairs[row];
    }

    private static double Dot(Tensor a, Tensor b)
    {
        using var product = a.dot(b);
        return product.item<float>();
    }
}
