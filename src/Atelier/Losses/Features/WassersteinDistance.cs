using Atelier.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Losses.Features;

/// <summary>
/// The squared 2-Wasserstein distance of two normal distributions (Dowson and Landau 1982; Givens and Shortt 1984):
/// |μ − ν|² + tr(S + T − 2(T^½·S·T^½)^½), with S and T the covariances, each plus a little of the identity.
/// </summary>
/// <remarks>
/// The root is taken through eigenvalues in float64, on the processor: products of covariances have eigenvalues over thirteen
/// orders of magnitude, which neither float32 nor a Newton-Schulz iteration in it resolves. Where there are fewer positions than
/// channels S is singular and the root has no gradient; the share of the identity makes it one without changing where the
/// distance is zero.
/// </remarks>
internal sealed class WassersteinDistance : IMomentDistance
{
    // Of the style's mean eigenvalue. Below it a direction is grain of the number format, not style.
    private const double Ridge = 1e-4;

    private readonly Tensor _mean; // (C), float64, as all of these, on the processor
    private readonly Tensor _root; // T^½, (C, C)
    private readonly Tensor _identity; // (C, C)
    private readonly double _ridge; // the share of the identity
    private readonly double _trace; // of T

    /// <summary>Takes the style's moments; its covariance's root is found once.</summary>
    /// <param name="mean">(C).</param>
    /// <param name="covariance">(C, C).</param>
    /// <param name="channels">How many channels these stand for, so that those left out do not change the ridge.</param>
    public WassersteinDistance(Tensor mean, Tensor covariance, int channels)
    {
        using var scope = NewDisposeScope();
        var target = Symmetric(covariance);
        _identity = eye(target.shape[0], dtype: ScalarType.Float64).DetachFromDisposeScope();
        _ridge = Math.Max(Ridge * target.trace().item<double>() / channels, 1e-20);
        target = target.Add(_identity.Multiply(_ridge));
        var (values, vectors) = linalg.eigh(target);
        _trace = target.trace().item<double>();
        _root = Scaled(vectors, values.ClampMin(0).sqrt_()).DetachFromDisposeScope();
        _mean = OnProcessor(mean).alias().DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public (Tensor Value, Tensor OfMean, Tensor OfCovariance) ValueAndGradients(Tensor mean, Tensor covariance)
    {
        using var scope = NewDisposeScope();
        var apart = OnProcessor(mean) - _mean;
        var own = Symmetric(covariance).Add(_identity.Multiply(_ridge));
        var (values, vectors) = linalg.eigh(_root.mm(own).mm(_root));

        // No eigenvalue is below the square of the ridge but for rounding; far below it one would be no number, or a cliff.
        var roots = values.ClampMin(0.01 * _ridge * _ridge).sqrt_();
        var value = apart.Square().sum().Add(own.trace()).Add(_trace) - roots.sum().Multiply(2);
        var ofCovariance = _identity - _root.mm(Scaled(vectors, roots.reciprocal())).mm(_root);
        return (Back(value), Back(apart.MultiplyInPlace(2)), Back(ofCovariance));

        Tensor Back(Tensor number) => number.to(ScalarType.Float32).to(mean.device).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mean.Dispose();
        _root.Dispose();
        _identity.Dispose();
    }

    // Apple GPUs have no float64, and for matrices as small as these the processor is as quick as any.
    private static Tensor OnProcessor(Tensor number) => number.cpu().to(ScalarType.Float64);

    // Only one triangle is looked at for eigenvalues, and sums in float32 leave the two a little different.
    private static Tensor Symmetric(Tensor matrix) => OnProcessor(matrix).Add(OnProcessor(matrix).t()).Divide(2);

    // Eigenvectors (C, C) and numbers (C) → V·diag(n)·Vᵀ.
    private static Tensor Scaled(Tensor vectors, Tensor numbers) => (vectors * numbers).mm(vectors.t());
}
