using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
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
        foreach (var band in RowBands.Within(tile.Core, target.shape[1]))
        {
            using var scope = NewDisposeScope();
            var difference = tile.Of(tile.Map, band).to(ScalarType.Float32) - band.Of(target);
            _sum += Weighted(difference.Square(), band).sum().item<float>();
            tile.Of(gradient, band).AddInPlace(Weighted(difference, band).MultiplyInPlace(2 * weight / target.numel()).to(gradient.dtype));
        }

        Tensor Weighted(Tensor values, Window band) => places is null ? values : values.mul_(band.Of(places));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
