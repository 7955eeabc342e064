using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>Makes the optimiser of each scale, and carries over from one to the next what can be carried.</summary>
internal sealed class OptimizerSequence(StylizeOptions options) : IDisposable
{
    private AdamMoments? _moments;

    /// <summary>The optimiser of the next scale.</summary>
    /// <param name="start">The picture that it starts from, (1, 3, H, W).</param>
    /// <param name="evaluate">The objective at this scale.</param>
    public IPixelOptimizer Next(Tensor start, EvaluateImage evaluate)
    {
        if (options.Optimizer == OptimizerKind.Lbfgs)
        {
            // Curvature does not survive a change of size: pairs of another grid would point astray.
            return new Lbfgs(start, MemoryNeed.HistorySize(start.numel(), options), evaluate);
        }

        var moments = _moments?.Resize(start.shape[2], start.shape[3]) ?? AdamMoments.For(start);
        _moments?.Dispose();
        _moments = moments;
        return new Adam(start, options.LearningRate, moments, evaluate);
    }

    /// <summary>Frees what was carried.</summary>
    public void Dispose() => _moments?.Dispose();
}
