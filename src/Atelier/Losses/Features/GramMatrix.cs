using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>Gram matrices of feature maps (Gatys et al. 2016, equation 3), in which positions may count differently.</summary>
internal static class GramMatrix
{
    // bfloat16 products come back rounded to eight bits. Sums of many parts, added in float32, lose far less of it.
    private const long Parts = 32;

    /// <summary>Features (1, C, H, W) → F·diag(w)·Fᵀ ÷ (C·Σw), (C, C), float32; without weights F·Fᵀ ÷ (C·H·W).</summary>
    /// <param name="features">(1, C, H, W).</param>
    /// <param name="spatialWeights">How much each position counts, (1, 1, H, W), float32, 0 to 1 and somewhere above 0; null for all alike.</param>
    public static Tensor Of(Tensor features, Tensor? spatialWeights = null)
    {
        using var scope = NewDisposeScope();
        return Undivided(features, spatialWeights).Divide(Elements(features, spatialWeights)).MoveToOuterDisposeScope();
    }

    /// <summary>Features (1, C, H, W) → F·diag(w)·Fᵀ, (C, C), float32.</summary>
    /// <param name="features">(1, C, H, W).</param>
    /// <param name="spatialWeights">As in <see cref="Of"/>, but it may be 0 everywhere.</param>
    public static Tensor Undivided(Tensor features, Tensor? spatialWeights)
    {
        using var scope = NewDisposeScope();
        var rows = ChannelsLast.Rows(features);

        // The square root goes to either factor, so that the sum stays exactly symmetric and positive.
        var weighted = spatialWeights is null ? rows : rows * Column(spatialWeights.sqrt(), rows);
        return Sum(weighted).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient with respect to the features, (1, C, H, W) in their format, of a loss on <see cref="Of"/>.</summary>
    /// <param name="features">(1, C, H, W).</param>
    /// <param name="gradient">The loss's gradient with respect to the Gram matrix; symmetric, (C, C), float32.</param>
    /// <param name="spatialWeights">As in <see cref="Of"/>, for these features, which may be a part of a map.</param>
    /// <param name="elements">C·H·W of the whole map, or C·Σw of it.</param>
    public static Tensor Backward(Tensor features, Tensor gradient, Tensor? spatialWeights, float elements)
    {
        using var scope = NewDisposeScope();
        var scaled = gradient.Multiply(2 / elements).to(features.dtype);
        var rows = ChannelsLast.Rows(features).mm(scaled);
        if (spatialWeights is not null)
        {
            rows.mul_(Column(spatialWeights, rows));
        }

        return ChannelsLast.FromRows(rows, features.shape[2], features.shape[3]).MoveToOuterDisposeScope();
    }

    /// <summary>Rows (M, C) → the sum over them of the products of every two channels, (C, C), float32.</summary>
    public static Tensor Sum(Tensor rows)
    {
        using var scope = NewDisposeScope();
        if (rows.dtype == ScalarType.Float32)
        {
            return rows.t().mm(rows).MoveToOuterDisposeScope();
        }

        var (count, channels) = (rows.shape[0] / Parts, rows.shape[1]);
        var parts = rows.narrow(0, 0, count * Parts).view(Parts, count, channels);
        var rest = rows.narrow(0, count * Parts, rows.shape[0] - (count * Parts)).to(ScalarType.Float32);
        return parts.transpose(1, 2).bmm(parts).to(ScalarType.Float32).sum(dim: 0L).AddInPlace(rest.t().mm(rest)).MoveToOuterDisposeScope();
    }

    /// <summary>Spatial weights (1, 1, H, W) as one number a row, (M, 1), in the rows' format.</summary>
    public static Tensor Column(Tensor spatialWeights, Tensor rows) => spatialWeights.reshape(-1, 1).to(rows.dtype);

    private static float Elements(Tensor features, Tensor? spatialWeights) =>
        spatialWeights is null ? features.numel() : features.shape[1] * spatialWeights.sum().item<float>();
}
