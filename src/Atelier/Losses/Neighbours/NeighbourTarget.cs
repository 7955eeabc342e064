using Atelier.Losses.Features;
using Atelier.Networks;

namespace Atelier.Losses.Neighbours;

/// <summary>Makes the losses that compare each position of the picture with its neighbour in the style. They need nothing of the content picture.</summary>
/// <param name="inputs">The pictures.</param>
internal sealed class NeighbourTarget(ObjectiveInputs inputs) : FeatureTarget
{
    /// <inheritdoc/>
    public override IEnumerable<string> Layers => [];

    /// <summary>The search, once the losses are made; null where they weigh nothing.</summary>
    public NeighbourSearch? Search { get; private set; }

    /// <inheritdoc/>
    public override void AddContent(FeatureMaps maps)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureLoss> Losses()
    {
        Search = inputs.Options.StrokeWeight > 0 ? new NeighbourSearch(inputs) : null;
        return Search?.Losses() ?? [];
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
