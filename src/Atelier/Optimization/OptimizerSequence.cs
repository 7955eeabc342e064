using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>Makes the optimiser of each scale, and carries over from one to the next what can be carried.</summary>
internal sealed class OptimizerSequence(StylizeOptions options) : IDisposable
{
    private AdamMoments? _moments;

    /// <summary>The optimiser of the next scale.</summary>
    /// <param name="start">The picture that it starts from, (1, 3, H, W).</param>
    /// <param name="evaluate">The objective at this scale.</param>
    /// <param name="memory">Which optimiser the memory allows, and how long a history.</param>
    /// <param name="scratch">Where it puts what it seldom looks at, if the memory is too small for it; null for none.</param>
    public IPixelOptimizer Next(Tensor start, EvaluateImage evaluate, ScaleMemory memory, TensorScratch? scratch = null)
    {
        var place = memory.UsesScratch ? scratch : null;
        if (memory.Optimizer == OptimizerKind.Lbfgs)
        {
            // Curvature does not survive a change of size: pairs of another grid would point astray.
            return new Lbfgs(start, memory.HistorySize, evaluate, place);
        }

        var moments = _moments?.Resize(start.shape[2], start.shape[3], place) ?? AdamMoments.For(start, place);
        _moments?.Dispose();
        _moments = moments;
        return new Adam(start, options.LearningRate, moments, evaluate, place);
    }

    /// <summary>Frees what was carried.</summary>
    public void Dispose() => _moments?.Dispose();
}
