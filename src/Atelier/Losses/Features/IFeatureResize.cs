using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>A linear resizing of a feature map tile by tile, forward and backward. The parts that all tiles give are together the resized map.</summary>
internal interface IFeatureResize
{
    /// <summary>How many positions beside the core a part is made from.</summary>
    int Reach { get; }

    /// <summary>The part of the resized map that belongs to the tile's core, as a tile; null where it is empty.</summary>
    FeatureTile? Forward(FeatureTile tile);

    /// <summary>Adds the gradient with respect to the tile's map, given the gradient with respect to its part.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="ofPart">Shaped like the part.</param>
    /// <param name="gradient">Shaped like the tile's map; changed in place.</param>
    void AddBackward(FeatureTile tile, Tensor ofPart, Tensor gradient);
}
