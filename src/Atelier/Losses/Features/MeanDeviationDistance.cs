using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>
/// The weighted mean squared differences of Gram matrices, of the means and of the standard deviations of channels
/// (Galerne, Raad, Lezama and Morel 2024).
/// </summary>
internal sealed class MeanDeviationDistance : IMomentDistance
{
    // Keeps the root's gradient finite where a channel is constant: a thousandth of the style's own mean deviation.
    private const double Smallest = 1e-3;

    private readonly MeanDeviationWeights _weights;
    private readonly Tensor _mean;
    private readonly Tensor _gram;
    private readonly Tensor _deviation;
    private readonly double _least;

    /// <summary>Takes the style's moments.</summary>
    /// <param name="mean">(C).</param>
    /// <param name="covariance">(C, C).</param>
    /// <param name="weights">What each mean of squares is multiplied by.</param>
    public MeanDeviationDistance(Tensor mean, Tensor covariance, MeanDeviationWeights weights)
    {
        using var scope = NewDisposeScope();
        _weights = weights;
        _least = Math.Max(Smallest * Smallest * covariance.diag().mean().item<float>(), 1e-20);
        var (gram, deviation) = Derived(mean, covariance);
        (_mean, _gram, _deviation) = (mean.alias().DetachFromDisposeScope(), gram.DetachFromDisposeScope(), deviation.DetachFromDisposeScope());
    }

    /// <summary>The three means of squares by themselves, for their references.</summary>
    public static MeanDeviationWeights Terms(Tensor mean, Tensor covariance, Tensor otherMean, Tensor otherCovariance)
    {
        using var scope = NewDisposeScope();
        using var distance = new MeanDeviationDistance(mean, covariance, default);
        var (gram, deviation) = distance.Derived(otherMean, otherCovariance);
        return new MeanDeviationWeights(MeanSquare(gram - distance._gram), MeanSquare(otherMean - mean), MeanSquare(deviation - distance._deviation));
    }

    /// <inheritdoc/>
    public (Tensor Value, Tensor OfMean, Tensor OfCovariance) ValueAndGradients(Tensor mean, Tensor covariance)
    {
        using var scope = NewDisposeScope();
        var channels = mean.shape[0];
        var (gram, deviation) = Derived(mean, covariance);
        var (dGram, dMean, dDeviation) = (gram - _gram, mean - _mean, deviation - _deviation);
        var value = dGram.Square().mean().Multiply(_weights.Gram)
            .Add(dMean.Square().mean().Multiply(_weights.Mean))
            .Add(dDeviation.Square().mean().Multiply(_weights.Deviation));

        // The Gram matrix is (covariance + mean·meanᵀ) ÷ C, and the deviation the root of the covariance's diagonal.
        var ofGram = dGram.Multiply(2 * _weights.Gram / gram.numel() / channels);
        var ofMean = ofGram.mv(mean).Multiply(2).Add(dMean.Multiply(2 * _weights.Mean / channels));
        var ofCovariance = ofGram.Add((dDeviation / deviation).Multiply(_weights.Deviation / channels).diag());
        return (value.MoveToOuterDisposeScope(), ofMean.MoveToOuterDisposeScope(), ofCovariance.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mean.Dispose();
        _gram.Dispose();
        _deviation.Dispose();
    }

    private (Tensor Gram, Tensor Deviation) Derived(Tensor mean, Tensor covariance) =>
        (covariance.Add(outer(mean, mean)).Divide(mean.shape[0]), covariance.diag().ClampMin(0).Add(_least).sqrt_());

    private static double MeanSquare(Tensor difference) => difference.Square().mean().item<float>();
}

/// <summary>A number for each term of <see cref="MeanDeviationDistance"/>.</summary>
internal readonly record struct MeanDeviationWeights(double Gram, double Mean, double Deviation);
