using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary><see cref="MomentLoss"/> in tiles: mean and covariance follow from sums over places.</summary>
/// <param name="distance">What mean and covariance are compared with, and how.</param>
/// <param name="weight">What the distance is multiplied by.</param>
/// <param name="places">How much each place of the whole map counts, (1, 1, H, W); null for all alike.</param>
internal sealed class TiledMomentLoss(IMomentDistance distance, double weight, Tensor? places) : TiledLoss
{
    private readonly MomentSum _sum = new();
    private (Tensor Mean, double Value, Tensor OfMean, Tensor OfCovariance)? _found;

    /// <inheritdoc/>
    public override double Value => Found.Value;

    private (Tensor Mean, double Value, Tensor OfMean, Tensor OfCovariance) Found => _found ??= Compare();

    /// <inheritdoc/>
    public override void Look(TileMap tile)
    {
        using var scope = NewDisposeScope();
        _sum.Add(tile.Features, places is null ? null : tile.Core.Of(places));
    }

    /// <inheritdoc/>
    public override void AddGradient(TileMap tile, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var (mean, _, ofMean, ofCovariance) = Found;
        var own = FeatureMoments.Backward(
            tile.Features, ofMean, ofCovariance, places is null ? null : tile.Core.Of(places), mean, (float)_sum.Total);
        tile.Of(gradient, tile.Core).AddInPlace(own);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _sum.Dispose();
        if (_found is { } found)
        {
            found.Mean.Dispose();
            found.OfMean.Dispose();
            found.OfCovariance.Dispose();
        }
    }

    private (Tensor Mean, double Value, Tensor OfMean, Tensor OfCovariance) Compare()
    {
        using var scope = NewDisposeScope();
        var (mean, covariance) = _sum.Moments();
        var (value, ofMean, ofCovariance) = distance.ValueAndGradients(mean, covariance);
        return (
            mean.DetachFromDisposeScope(),
            value.item<float>() * weight,
            ofMean.MultiplyInPlace(weight).DetachFromDisposeScope(),
            ofCovariance.MultiplyInPlace(weight).DetachFromDisposeScope());
    }
}
