using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Tiling;

/// <summary><see cref="StyleLoss"/> in tiles: the Gram matrix is a sum over places.</summary>
/// <param name="target">The style picture's Gram matrix, (C, C).</param>
/// <param name="weight">What the mean of squares is multiplied by.</param>
/// <param name="places">How much each place of the whole map counts, (1, 1, H, W); null for all alike.</param>
internal sealed class TiledStyleLoss(Tensor target, double weight, Tensor? places) : TiledLoss
{
    private readonly GramSum _sum = new();
    private Tensor? _difference;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            using var scope = NewDisposeScope();
            return Difference.Square().mean().item<float>() * weight;
        }
    }

    private Tensor Difference => _difference ??= Compare();

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
        var slope = Difference.Multiply(2 * weight / Difference.numel());
        var own = GramMatrix.Backward(tile.Features, slope, places is null ? null : tile.Core.Of(places), (float)_sum.Elements);
        tile.Of(gradient, tile.Core).AddInPlace(own);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _sum.Dispose();
        _difference?.Dispose();
    }

    private Tensor Compare()
    {
        using var scope = NewDisposeScope();
        return (_sum.Matrix() - target).DetachFromDisposeScope();
    }
}
