using Atelier.Networks;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>Gram matrices of feature maps (Gatys et al. 2016, equation 3).</summary>
internal static class GramMatrix
{
    // bfloat16 products come back rounded to eight bits. Sums of many parts, added in float32, lose far less of it.
    private const long Parts = 32;

    /// <summary>Features (1, C, H, W) → F·Fᵀ ÷ (C·H·W), (C, C), float32.</summary>
    public static Tensor Of(Tensor features)
    {
        using var scope = NewDisposeScope();
        return (Sum(ChannelsLast.Rows(features)) / Elements(features)).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient with respect to the features, (1, C, H, W) in their format, of a loss on <see cref="Of"/>.</summary>
    /// <param name="features">(1, C, H, W).</param>
    /// <param name="gradient">The loss's gradient with respect to the Gram matrix; symmetric, (C, C), float32.</param>
    public static Tensor Backward(Tensor features, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var scaled = (gradient * (2 / Elements(features))).to(features.dtype);
        return ChannelsLast.FromRows(ChannelsLast.Rows(features).mm(scaled), features.shape[2], features.shape[3])
            .MoveToOuterDisposeScope();
    }

    private static float Elements(Tensor features) => (float)features.numel();

    private static Tensor Sum(Tensor rows)
    {
        if (rows.dtype == ScalarType.Float32)
        {
            return rows.t().mm(rows);
        }

        var (count, channels) = (rows.shape[0] / Parts, rows.shape[1]);
        var parts = rows.narrow(0, 0, count * Parts).view(Parts, count, channels);
        var rest = rows.narrow(0, count * Parts, rows.shape[0] - (count * Parts)).to(ScalarType.Float32);
        return parts.transpose(1, 2).bmm(parts).to(ScalarType.Float32).sum(dim: 0L).add_(rest.t().mm(rest));
    }
}
