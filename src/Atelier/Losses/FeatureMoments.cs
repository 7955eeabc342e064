using Atelier.Networks;
using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses;

/// <summary>Mean and covariance of the features of a map over its places, in which not every place need count alike.</summary>
internal static class FeatureMoments
{
    /// <summary>Features (1, C, H, W) → their mean, (C), and covariance, Σw(f−μ)(f−μ)ᵀ ÷ Σw, (C, C), both float32.</summary>
    /// <param name="features">(1, C, H, W).</param>
    /// <param name="places">How much each place counts, (1, 1, H, W), float32, 0 to 1 and somewhere above 0; null for all alike.</param>
    public static (Tensor Mean, Tensor Covariance) Of(Tensor features, Tensor? places = null)
    {
        using var scope = NewDisposeScope();
        var (mean, remainder, centred, total) = Centred(features, places);
        var weighted = places is null ? centred : centred * GramMatrix.Column(places.sqrt(), centred);
        var covariance = GramMatrix.Sum(weighted).Divide(total).sub_(outer(remainder, remainder));
        return (mean.MoveToOuterDisposeScope(), covariance.MoveToOuterDisposeScope());
    }

    /// <summary>The gradient with respect to the features, (1, C, H, W) in their format, of a loss on <see cref="Of"/>.</summary>
    /// <param name="features">(1, C, H, W).</param>
    /// <param name="ofMean">The loss's gradient with respect to the mean, (C), float32.</param>
    /// <param name="ofCovariance">That with respect to the covariance; symmetric, (C, C), float32.</param>
    /// <param name="places">As in <see cref="Of"/>.</param>
    public static Tensor Backward(Tensor features, Tensor ofMean, Tensor ofCovariance, Tensor? places = null)
    {
        using var scope = NewDisposeScope();
        var (_, remainder, centred, total) = Centred(features, places);
        return Backward(features, ofMean, ofCovariance, places, remainder, centred, total).MoveToOuterDisposeScope();
    }

    /// <summary>The same for a part of a map, of which the whole's mean and sum of weights are known.</summary>
    public static Tensor Backward(Tensor features, Tensor ofMean, Tensor ofCovariance, Tensor? places, Tensor mean, float total)
    {
        using var scope = NewDisposeScope();
        var rounded = mean.to(features.dtype);
        return Backward(features, ofMean, ofCovariance, places, mean - rounded, ChannelsLast.Rows(features) - rounded, total).MoveToOuterDisposeScope();
    }

    private static Tensor Backward(Tensor features, Tensor ofMean, Tensor ofCovariance, Tensor? places, Tensor remainder, Tensor centred, float total)
    {
        // What the covariance says of the mean vanishes, since the weighted sum of the centred features is nothing.
        var constant = (ofMean - ofCovariance.mv(remainder).Multiply(2)).Divide(total);
        var rows = centred.mm(ofCovariance.Multiply(2 / total).to(features.dtype)).AddInPlace(constant.to(features.dtype));
        if (places is not null)
        {
            rows.mul_(GramMatrix.Column(places, rows));
        }

        return ChannelsLast.FromRows(rows, features.shape[2], features.shape[3]);
    }

    // Centred before they are multiplied: E[ffᵀ] − μμᵀ would lose in bfloat16 what little a bright channel varies. What is taken
    // away is the mean rounded to the format of the features; the rest of it is told, and put right in float32.
    private static (Tensor Mean, Tensor Remainder, Tensor Rows, float Total) Centred(Tensor features, Tensor? places)
    {
        var rows = ChannelsLast.Rows(features);
        var total = places is null ? rows.shape[0] : places.sum().item<float>();
        var weighted = places is null ? rows : rows * GramMatrix.Column(places, rows);
        var mean = weighted.sum(0, type: ScalarType.Float32).DivideInPlace(total);
        var rounded = mean.to(rows.dtype);
        return (mean, mean - rounded, rows - rounded, total);
    }
}
