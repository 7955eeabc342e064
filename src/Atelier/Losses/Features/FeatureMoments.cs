using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>Mean and covariance of the features of a map over its positions, in which positions may count differently.</summary>
internal static class FeatureMoments
{
    /// <summary>Features (1, C, H, W) → their mean, (C), and covariance, Σw(f−μ)(f−μ)ᵀ ÷ Σw, (C, C), both float32.</summary>
    /// <param name="features">(1, C, H, W).</param>
    /// <param name="spatialWeights">How much each position counts, (1, 1, H, W), float32, 0 to 1 and somewhere above 0; null for all alike.</param>
    public static (Tensor Mean, Tensor Covariance) Of(Tensor features, Tensor? spatialWeights = null)
    {
        using var scope = NewDisposeScope();
        var (mean, remainder, centred, total) = Centred(features, spatialWeights);
        var weighted = spatialWeights is null ? centred : centred * GramMatrix.Column(spatialWeights.sqrt(), centred);
        var covariance = GramMatrix.Sum(weighted).Divide(total).sub_(outer(remainder, remainder));
        return (mean.MoveToOuterDisposeScope(), covariance.MoveToOuterDisposeScope());
    }

    /// <summary>The gradient with respect to the features, (1, C, H, W) in their format, of a loss on <see cref="Of"/>.</summary>
    /// <param name="features">(1, C, H, W), which may be a part of a map.</param>
    /// <param name="ofMean">The loss's gradient with respect to the mean, (C), float32.</param>
    /// <param name="ofCovariance">The loss's gradient with respect to the covariance; symmetric, (C, C), float32.</param>
    /// <param name="spatialWeights">As in <see cref="Of"/>, for these features.</param>
    /// <param name="mean">The mean of the whole map.</param>
    /// <param name="total">The sum of the weights of the whole map.</param>
    public static Tensor Backward(Tensor features, Tensor ofMean, Tensor ofCovariance, Tensor? spatialWeights, Tensor mean, float total)
    {
        using var scope = NewDisposeScope();
        var rounded = mean.to(features.dtype);
        var (remainder, centred) = (mean - rounded, ChannelsLast.Rows(features) - rounded);

        // The covariance adds nothing through the mean, since the weighted sum of the centred features is 0.
        var constant = (ofMean - ofCovariance.mv(remainder).Multiply(2)).Divide(total);
        var rows = centred.mm(ofCovariance.Multiply(2 / total).to(features.dtype)).AddInPlace(constant.to(features.dtype));
        if (spatialWeights is not null)
        {
            rows.mul_(GramMatrix.Column(spatialWeights, rows));
        }

        return ChannelsLast.FromRows(rows, features.shape[2], features.shape[3]).MoveToOuterDisposeScope();
    }

    // Centred before they are multiplied: E[ffᵀ] − μμᵀ would lose in bfloat16 what little a bright channel varies. The mean is
    // subtracted as rounded to the format of the features; its remainder is corrected for in float32.
    private static (Tensor Mean, Tensor Remainder, Tensor Rows, float Total) Centred(Tensor features, Tensor? spatialWeights)
    {
        var rows = ChannelsLast.Rows(features);
        var total = spatialWeights is null ? rows.shape[0] : spatialWeights.sum().item<float>();
        var weighted = spatialWeights is null ? rows : rows * GramMatrix.Column(spatialWeights, rows);
        var mean = weighted.sum(0, type: ScalarType.Float32).DivideInPlace(total);
        var rounded = mean.to(rows.dtype);
        return (mean, mean - rounded, rows - rounded, total);
    }
}
