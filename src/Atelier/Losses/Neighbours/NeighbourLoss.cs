using Atelier.Losses.Features;
using static TorchSharp.torch;

namespace Atelier.Losses.Neighbours;

/// <summary>One layer's part of the mean distance of the picture's features from their neighbours in the style (Kolkin et al. 2022, section 3).</summary>
/// <param name="layer">The layer.</param>
/// <param name="number">Its number among the layers of the distances.</param>
/// <param name="distances">The distances of all layers, which belong to the search.</param>
/// <param name="weight">The factor on the mean.</param>
internal sealed class NeighbourLoss(string layer, int number, NeighbourDistances distances, double weight) : FeatureLoss(layer)
{
    /// <summary>An equal part of the weighted mean, which is that of all layers together.</summary>
    public override double Value => weight * distances.Value / distances.Layers;

    /// <inheritdoc/>
    public override void Begin(bool withGradient) => distances.Clear();

    /// <inheritdoc/>
    public override void Accumulate(FeatureTile tile) => distances.Add(number, tile.Core, tile.Features);

    /// <inheritdoc/>
    public override Tensor AddGradient(FeatureTile tile, Tensor? gradient, double factor)
    {
        using var scope = NewDisposeScope();
        return tile.Add(gradient, distances.Gradient(number, tile.Core, tile.Features, weight * factor).to(tile.Map.dtype));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
