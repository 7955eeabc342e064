using Atelier.Losses;
using Atelier.Losses.Features;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Tests.Networks;
using CsCheck;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>Statistics in which places count differently.</summary>
public class WeightedStatisticsTests
{
    public static TheoryData<StyleLossKind> Kinds => new(Enum.GetValues<StyleLossKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_AllWeightsOne_AreThoseWithoutWeights(StyleLossKind kind)
    {
        using var scope = NewDisposeScope();
        var features = ChannelsLast.Of(RandomImage.Create(9, 7, seed: 1));

        AssertSame(Objectives.Statistics(kind, features), Objectives.Statistics(kind, features, ones(1, 1, 7, 9)), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_HalfOfAPicture_AreThoseOfTheHalfAlone(StyleLossKind kind)
    {
        using var scope = NewDisposeScope();
        var features = RandomImage.Create(10, 7, seed: 2);
        var places = zeros(1, 1, 7, 10);
        places.narrow(3, 0, 5).FillInPlace(1);

        AssertSame(Objectives.Statistics(kind, features.narrow(3, 0, 5)), Objectives.Statistics(kind, features, places), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_WeightsTimesANumber_AreTheSame(StyleLossKind kind) => // only their proportions count
        Gen.Float[0.01f, 1].Sample(
            factor =>
            {
                using var scope = NewDisposeScope();
                var (features, places) = (RandomImage.Create(8, 6, seed: 3), Places(8, 6, seed: 4));
                AssertSame(Objectives.Statistics(kind, features, places), Objectives.Statistics(kind, features, places.Multiply(factor)), 1e-5);
            },
            iter: 20,
            threads: 1);

    [Fact]
    public void Moments_OfKnownFeatures_AreMeanAndCovariance()
    {
        using var scope = NewDisposeScope();
        var features = tensor(new float[] { 1, 2, 3, 4, 6, 8 }, [1, 2, 1, 3]); // two channels, three places
        var places = tensor(new float[] { 1, 0, 1 }, [1, 1, 1, 3]);

        var (mean, covariance) = FeatureMoments.Of(features, places);

        Assert.Equal([2f, 6f], mean.data<float>().ToArray());
        Assert.Equal([1f, 2f, 2f, 4f], covariance.data<float>().ToArray());
    }

    [Fact]
    public void Moments_InBFloat16OfABrightChannel_KeepItsCovariance()
    {
        using var scope = NewDisposeScope();
        var features = ChannelsLast.Of(RandomImage.Create(57, 43, seed: 5).Multiply(0.2f).Add(3).to(ScalarType.BFloat16));

        var (_, exact) = FeatureMoments.Of(features.to(ScalarType.Float32));
        var (_, covariance) = FeatureMoments.Of(features);

        Assert.InRange(((covariance - exact).norm() / exact.norm()).item<float>(), 0, 0.01f);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Mix_OfTwoStyles_IsEvenAndThatOfBothSideBySide(StyleLossKind kind)
    {
        using var scope = NewDisposeScope();
        var (first, second) = (RandomImage.Create(8, 6, seed: 6), RandomImage.Create(8, 6, seed: 7));
        var (ofFirst, ofSecond) = (Objectives.Statistics(kind, first), Objectives.Statistics(kind, second));

        AssertSame(Objectives.Statistics(kind, cat([first, second], dim: 3)), StyleStatistics.Mix([(ofFirst, 0.5), (ofSecond, 0.5)]), 1e-5);
        AssertSame(ofFirst, StyleStatistics.Mix([(ofFirst, 1)]), 0);
    }

    [Fact]
    public void SpatialWeights_At_KeepTheirMeanAndNeverLeaveTheRange() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[0, 1000]).Sample(
            (width, height, seed) =>
            {
                using var scope = NewDisposeScope();
                var pixels = Places(width * 4, height * 4, seed);
                var places = SpatialWeights.At(pixels, height, width);
                Assert.Equal(pixels.mean().item<float>(), places.mean().item<float>(), 1e-5f);
                Assert.InRange(places.min().item<float>(), 0, 1);
                Assert.InRange(places.max().item<float>(), 0, 1);
            },
            iter: 30,
            threads: 1);

    internal static Tensor Places(int width, int height, int seed)
    {
        var random = new Random(seed);
        return tensor(Enumerable.Range(0, width * height).Select(_ => random.NextSingle()).ToArray(), [1, 1, height, width]);
    }

    private static void AssertSame(StyleStatistics expected, StyleStatistics actual, double tolerance) =>
        Assert.All(expected.Values.Zip(actual.Values), pair =>
            Assert.InRange(((pair.First - pair.Second).norm() / pair.First.norm()).to(ScalarType.Float64).item<double>(), 0, tolerance));
}
