using Atelier.Losses.Tiling;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>A loss on the feature map of one layer.</summary>
internal abstract class FeatureLoss(string layer) : IDisposable
{
    /// <summary>The layer whose feature map it judges.</summary>
    public string Layer { get; } = layer;

    /// <summary>The loss of a feature map (1, C, H, W): a scalar, float32.</summary>
    public abstract Tensor Value(Tensor features);

    /// <summary>The loss and its gradient with respect to the feature map, in the map's own format.</summary>
    public abstract (Tensor Value, Tensor Gradient) ValueAndGradient(Tensor features);

    /// <summary>How many places beside a tile's core it looks at.</summary>
    public virtual int Reach => 0;

    /// <summary>Begins an evaluation of a feature map that comes in tiles.</summary>
    /// <param name="height">The height of the whole map.</param>
    /// <param name="width">The width of the whole map.</param>
    /// <param name="factor">A factor on the loss, beside its weight.</param>
    public abstract TiledLoss InTiles(long height, long width, double factor = 1);

    /// <summary>Frees the targets.</summary>
    public abstract void Dispose();
}
