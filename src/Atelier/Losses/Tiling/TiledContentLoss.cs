using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary><see cref="ContentLoss"/> in tiles: each place stands for itself.</summary>
/// <param name="target">The content picture's features, (1, C, H, W).</param>
/// <param name="weight">What the mean is multiplied by.</param>
/// <param name="places">How much each place counts, (1, 1, H, W), with a mean of 1; null for all alike.</param>
internal sealed class TiledContentLoss(Tensor target, double weight, Tensor? places) : TiledLoss
{
    private double _sum;

    /// <inheritdoc/>
    public override double Value => weight * _sum / target.numel();

    /// <inheritdoc/>
    public override void Look(TileMap tile)
    {
    }

    /// <inheritdoc/>
    public override void AddGradient(TileMap tile, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var difference = tile.Features.to(ScalarType.Float32) - tile.Core.Of(target);
        _sum += Weighted(difference.square()).sum().item<float>();
        tile.Of(gradient, tile.Core).add_(Weighted(difference).mul_(2 * weight / target.numel()).to(gradient.dtype));

        Tensor Weighted(Tensor values) => places is null ? values : values.mul_(tile.Core.Of(places));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
