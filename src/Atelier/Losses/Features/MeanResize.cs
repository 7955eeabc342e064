using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Losses.Features;

/// <summary>
/// A reduction of a feature map by the mean of squares of positions. As in the pooling of the network, what is left over at the right and at the
/// bottom counts nowhere.
/// </summary>
/// <param name="factor">The sides of the squares, in positions.</param>
/// <param name="height">The map's height.</param>
/// <param name="width">The map's width.</param>
internal sealed class MeanResize(int factor, long height, long width) : IFeatureResize
{
    /// <inheritdoc/>
    public int Reach => factor - 1;

    /// <inheritdoc/>
    public FeatureTile? Forward(FeatureTile tile)
    {
        var part = Part(tile.Core);
        return part.IsEmpty ? null : new FeatureTile(avg_pool2d(tile.Of(tile.Map, Squares(part)), factor), part, part);
    }

    /// <inheritdoc/>
    public void AddBackward(FeatureTile tile, Tensor ofPart, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var spread = interpolate(ofPart.Divide(factor * factor).to(gradient.dtype), scale_factor: [factor, factor], mode: TorchSharp.torch.InterpolationMode.Nearest);
        tile.Of(gradient, Squares(Part(tile.Core))).AddInPlace(spread);
    }

    // The squares whose first position lies in the core.
    private Window Part(Window core) => new(First(core.Top), First(core.Left), Math.Min(First(core.Bottom), height / factor), Math.Min(First(core.Right), width / factor));

    private long First(long position) => (position + factor - 1) / factor;

    private Window Squares(Window part) => new(part.Top * factor, part.Left * factor, part.Bottom * factor, part.Right * factor);
}
