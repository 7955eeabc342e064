using Atelier.Losses;
using Atelier.Losses.Features;
using Atelier.Losses.Pixels;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>Every gradient against central differences, in random directions.</summary>
public class LossGradientTests
{
    [Theory]
    [InlineData(TotalVariationNorm.L1)]
    [InlineData(TotalVariationNorm.L2)]
    public void TotalVariation_Gradient_EqualsFiniteDifferences(TotalVariationNorm norm)
    {
        using var scope = NewDisposeScope();
        var image = RandomImage.Create(9, 7, seed: 1);
        foreach (var pixels in new[] { null, WeightedStatisticsTests.Places(9, 7, seed: 2) })
        {
            var gradient = zeros_like(image);
            TotalVariation.Of(image, norm, pixels, gradient);

            FiniteDifferences.AssertGradient(
                image, x => TotalVariation.Of(x, norm, pixels), gradient, step: 1e-4);
        }
    }

    [Fact]
    public void RangeLoss_Gradient_EqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        var image = RandomImage.Create(9, 7, seed: 2).Multiply(3).Subtract(1);
        foreach (var pixels in new[] { null, WeightedStatisticsTests.Places(9, 7, seed: 3) })
        {
            using var loss = new RangeLoss(PixelLoss.Values(image, pixels), weight: 2, pixels);
            var gradient = zeros_like(image);
            loss.AddGradient(image, gradient);

            FiniteDifferences.AssertGradient(image, x => loss.AddGradient(x, zeros_like(x)), gradient, step: 1e-3);
        }
    }

    [Fact]
    public void ContentLoss_Gradient_EqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        var features = ChannelsLast.Of(RandomImage.Create(6, 5, seed: 3));
        using var loss = new ContentLoss("relu1_1", RandomImage.Create(6, 5, seed: 4), weight: 3);

        AssertGradient(loss, features);
    }

    [Theory]
    [InlineData(6, 5)]
    [InlineData(83, 9)] // more positions than are compared
    public void SelfSimilarityLoss_Gradient_EqualsFiniteDifferences(int width, int height)
    {
        using var scope = NewDisposeScope();
        var features = ChannelsLast.Of(RandomImage.Create(width, height, seed: 3));
        foreach (var places in new[] { null, WeightedStatisticsTests.Places(width, height, seed: 3) })
        {
            using var loss = new SelfSimilarityLoss("relu1_1", RandomImage.Create(width, height, seed: 4), weight: 3, places);
            var (_, gradient) = loss.Evaluate(features);

            FiniteDifferences.AssertGradient(features, x => loss.Evaluate(x).Value, gradient, step: 1e-3, tolerance: 0.02); // absolute values have corners
        }
    }

    [Fact]
    public void StyleLoss_Gradient_EqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        var features = ChannelsLast.Of(RandomImage.Create(6, 5, seed: 5));
        using var loss = new StyleLoss("relu1_1", GramMatrix.Of(RandomImage.Create(4, 9, seed: 6)), weight: 3);

        AssertGradient(loss, features);
    }

    [Theory]
    [InlineData(StyleLossKind.Gram, LossNormalization.Mean)]
    [InlineData(StyleLossKind.Gram, LossNormalization.Reference)]
    [InlineData(StyleLossKind.Moments, LossNormalization.Mean)]
    [InlineData(StyleLossKind.Moments, LossNormalization.Gatys)]
    [InlineData(StyleLossKind.Moments, LossNormalization.Reference)]
    [InlineData(StyleLossKind.Wasserstein, LossNormalization.Mean)]
    [InlineData(StyleLossKind.Wasserstein, LossNormalization.Gatys)]
    [InlineData(StyleLossKind.Wasserstein, LossNormalization.Reference)]
    public void StyleLosses_EveryKindWithWeightedPlaces_GradientEqualsFiniteDifferences(StyleLossKind kind, LossNormalization normalization)
    {
        using var scope = NewDisposeScope();
        var (features, style) = (MomentDistanceTests.Features(30, seed: 1), MomentDistanceTests.Features(44, seed: 2));
        foreach (var places in new[] { null, WeightedStatisticsTests.Places(30, 1, seed: 3) })
        {
            using var loss = StyleLossFactory.Create(
                new LayerWeight("relu1_1", 3),
                Objectives.Statistics(kind, style),
                Objectives.Statistics(kind, MomentDistanceTests.Features(30, seed: 4), places),
                channels: 6,
                new StylizeOptions { StyleLoss = kind, Normalization = normalization },
                places,
                CPU);

            AssertGradient(loss, features);
        }
    }

    [Fact]
    public void WassersteinLoss_FewerPlacesThanChannels_GradientEqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        var (mean, covariance) = FeatureMoments.Of(MomentDistanceTests.Features(44, seed: 2));
        using var loss = new MomentLoss("relu1_1", new WassersteinDistance(mean, covariance, 6), weight: 3);

        AssertGradient(loss, MomentDistanceTests.Features(4, seed: 1));
    }

    [Fact]
    public void ResizedLoss_SmallerPicture_GradientPassesTheResizing()
    {
        using var scope = NewDisposeScope();
        var features = ChannelsLast.Of(RandomImage.Create(6, 5, seed: 7));
        using var loss = new ResizedLoss(new StyleLoss("relu1_1", GramMatrix.Of(RandomImage.Create(11, 8, seed: 8)), weight: 3), new BilinearResize(5, 6, 8, 11));

        AssertGradient(loss, features);
    }

    [Theory]
    [InlineData(2, 9, 13)] // with positions left over
    [InlineData(4, 12, 8)]
    public void MeanResize_LossOnMeansOfSquares_GradientPassesTheResizing(int factor, int width, int height)
    {
        using var scope = NewDisposeScope();
        var features = ChannelsLast.Of(RandomImage.Create(width, height, seed: 7));
        using var loss = new ResizedLoss(new StyleLoss("relu1_1", GramMatrix.Of(RandomImage.Create(11, 8, seed: 8)), weight: 3), new MeanResize(factor, height, width));

        AssertGradient(loss, features);
    }

    [Theory]
    [InlineData(LossNormalization.Reference, MatchSize.None, 1, StyleLossKind.Gram)]
    [InlineData(LossNormalization.Mean, MatchSize.Layerwise, 1, StyleLossKind.Gram)]
    [InlineData(LossNormalization.Gatys, MatchSize.Layerwise, 3, StyleLossKind.Gram)]
    [InlineData(LossNormalization.Reference, MatchSize.None, 1, StyleLossKind.Moments)]
    [InlineData(LossNormalization.Reference, MatchSize.None, 1, StyleLossKind.Wasserstein)]
    [InlineData(LossNormalization.Reference, MatchSize.Layerwise, 3, StyleLossKind.Wasserstein)]
    public void Objective_AllTermsThroughTheNetwork_GradientEqualsFiniteDifferences(LossNormalization normalization, MatchSize match, int enlarged, StyleLossKind kind)
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(pooling: PoolingKind.Avg, padding: PaddingKind.Replicate);
        var options = new StylizeOptions
        {
            Normalization = normalization,
            MatchSize = match,
            StyleLoss = kind,
            ContentLayers = LayerWeights.Parse("relu2_2,conv3_1:0.5"),
            StyleLayers = LayerWeights.Parse("relu1_1,relu2_1:2,relu3_1"),
            TvWeight = 0.1,
            TvNorm = TotalVariationNorm.L2,
        };
        using var objective = Objectives.For(network, RandomImage.Create(20, 16, seed: 1), RandomImage.Create(12 * enlarged, 18 * enlarged, seed: 2), options);
        var image = RandomImage.Create(20, 16, seed: 3);
        using var gradient = objective.Evaluate(image).Gradient;

        FiniteDifferences.AssertGradient(image, x => objective.Evaluate(x).Values.Total, gradient, step: 1e-3, tolerance: 0.02);
    }

    private static void AssertGradient(FeatureLoss loss, Tensor features)
    {
        var (_, gradient) = loss.Evaluate(features);

        FiniteDifferences.AssertGradient(features, x => loss.Evaluate(x).Value, gradient, step: 1e-2);
    }
}
