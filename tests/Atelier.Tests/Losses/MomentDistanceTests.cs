using Atelier.Losses.Features;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>Distances of means and covariances.</summary>
public class MomentDistanceTests
{
    [Fact]
    public void Wasserstein_OfDiagonalCovariances_IsThatOfMeansAndDeviations()
    {
        using var scope = NewDisposeScope();
        using var distance = new WassersteinDistance(tensor(new float[] { 1, 2 }), tensor(new float[] { 4, 9 }).diag(), 2);

        var value = distance.ValueAndGradients(tensor(new float[] { 3, 2 }), tensor(new float[] { 1, 16 }).diag()).Value.item<float>();

        Assert.Equal((2 * 2) + (1 * 1) + (1 * 1), value, 1e-2f); // between normal distributions in one dimension |Δμ|² + |Δσ|²
    }

    [Theory]
    [InlineData(40)]
    [InlineData(3)] // fewer places than channels: a singular covariance
    public void Wasserstein_AtTheStyleItself_IsNothingAndFlat(int places)
    {
        using var scope = NewDisposeScope();
        var (mean, covariance) = FeatureMoments.Of(Features(places, seed: 1));
        using var distance = new WassersteinDistance(mean, covariance, 6);

        var (value, ofMean, ofCovariance) = distance.ValueAndGradients(mean, covariance);

        Assert.InRange(value.item<float>(), -1e-5f, 1e-5f);
        Assert.InRange(ofMean.norm().item<float>(), 0, 1e-5f);
        Assert.InRange(ofCovariance.norm().item<float>(), 0, 1e-4f);
    }

    [Fact]
    public void Wasserstein_InAnyBasis_IsTheSame() // what a network's taps ask for, which give turned features
    {
        using var scope = NewDisposeScope();
        var (rotation, _) = linalg.qr(randn(6, 6));
        var (mean, covariance) = FeatureMoments.Of(Features(40, seed: 2));
        var (other, otherCovariance) = FeatureMoments.Of(Features(40, seed: 3));
        using var plain = new WassersteinDistance(mean, covariance, 6);
        using var turned = new WassersteinDistance(rotation.mv(mean), Turned(covariance), 6);

        var expected = plain.ValueAndGradients(other, otherCovariance).Value.item<float>();
        var actual = turned.ValueAndGradients(rotation.mv(other), Turned(otherCovariance)).Value.item<float>();

        Assert.Equal(expected, actual, 1e-4f * expected);

        Tensor Turned(Tensor matrix) => rotation.mm(matrix).mm(rotation.t());
    }

    [Fact]
    public void MeanDeviation_OfKnownMoments_IsTheWeightedSumOfThreeMeans()
    {
        using var scope = NewDisposeScope();
        using var distance = new MeanDeviationDistance(tensor(new float[] { 0, 2 }), tensor(new float[] { 4, 9 }).diag(), new(1, 10, 100));

        var value = distance.ValueAndGradients(tensor(new float[] { 0, 4 }), tensor(new float[] { 9, 16 }).diag()).Value.item<float>();

        // Gram matrices diag(4, 13)/2 and diag(9, 32)/2, means 2 apart in one of two, deviations 1 apart in both.
        Assert.Equal((((2.5 * 2.5) + (9.5 * 9.5)) / 4) + (10 * 4 / 2.0) + 100, value, 0.05);
    }

    internal static Tensor Features(int places, int seed)
    {
        // Six channels, mixed so that they are not independent.
        using var scope = NewDisposeScope();
        var mixing = cat([RandomImage.Create(6, 1, seed: 90), RandomImage.Create(6, 1, seed: 91)], dim: 1).reshape(6, 6);
        var independent = cat([RandomImage.Create(places, 1, seed), RandomImage.Create(places, 1, seed + 50)], dim: 1).reshape(6, places);
        return mixing.mm(independent).reshape(1, 6, 1, places).MoveToOuterDisposeScope();
    }
}
