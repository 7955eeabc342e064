using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Weights;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>Losses through a tap are those of the layer that it stands for.</summary>
public class TapLossTests
{
    private const string Layer = "relu2_1";
    private const int Channels = 8;
    private const int Directions = 3;

    [Theory]
    [InlineData(LossNormalization.Reference, MatchSize.None, StyleLossKind.Gram)]
    [InlineData(LossNormalization.Mean, MatchSize.None, StyleLossKind.Gram)]
    [InlineData(LossNormalization.Mean, MatchSize.Layerwise, StyleLossKind.Gram)]
    [InlineData(LossNormalization.Gatys, MatchSize.None, StyleLossKind.Gram)]
    [InlineData(LossNormalization.Reference, MatchSize.None, StyleLossKind.Wasserstein)]
    [InlineData(LossNormalization.Mean, MatchSize.None, StyleLossKind.Wasserstein)]
    [InlineData(LossNormalization.Gatys, MatchSize.None, StyleLossKind.Wasserstein)]
    public void Objective_TapOfAllThatALayerHolds_IsThatOfTheLayer(LossNormalization normalization, MatchSize match, StyleLossKind kind)
    {
        using var scope = NewDisposeScope();
        using var plain = TinyNetwork.Create(weights: FewChannels());
        using var tapped = TinyNetwork.Create(weights: FewChannels(), taps: RotatedTap());
        var options = new StylizeOptions
        {
            Normalization = normalization,
            MatchSize = match,
            StyleLoss = kind,
            ContentLayers = LayerWeights.Parse(Layer),
            StyleLayers = LayerWeights.Parse(Layer),
        };

        var (expected, expectedGradient) = Evaluate(plain);
        var (actual, gradient) = Evaluate(tapped);

        Assert.Equal(expected["content"], actual["content"], 1e-4 * expected["content"]);
        Assert.Equal(expected["style"], actual["style"], 1e-4 * expected["style"]);
        Assert.InRange(((gradient - expectedGradient).norm() / expectedGradient.norm()).item<float>(), 0, 1e-3f);

        (LossValues Values, Tensor Gradient) Evaluate(FeatureNetwork network)
        {
            using var objective = Objectives.For(network, RandomImage.Create(20, 16, seed: 1), RandomImage.Create(18, 12, seed: 2), options);
            return objective.Evaluate(RandomImage.Create(20, 16, seed: 3));
        }
    }

    [Theory]
    [InlineData(StyleLossKind.Gram)]
    [InlineData(StyleLossKind.Moments)]
    [InlineData(StyleLossKind.Wasserstein)]
    public void Objective_ThroughTaps_GradientEqualsFiniteDifferences(StyleLossKind kind)
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(
            pooling: PoolingKind.Avg,
            taps: [TinyNetwork.Tap("relu1_1", "relu1_1", 4, 8, seed: 1), TinyNetwork.Tap("relu4_1", "relu3_1", 7, 32, seed: 2), TinyNetwork.Tap("relu4_2", "relu3_1", 5, 32, seed: 3)]);
        var options = new StylizeOptions { ContentLayers = LayerWeights.Parse("relu4_2"), StyleLayers = LayerWeights.Parse("relu1_1,relu4_1:2"), StyleLoss = kind };
        using var objective = Objectives.For(network, RandomImage.Create(20, 16, seed: 1), RandomImage.Create(12, 18, seed: 2), options);
        var image = RandomImage.Create(20, 16, seed: 3);
        using var gradient = objective.Evaluate(image).Gradient;

        FiniteDifferences.AssertGradient(image, x => objective.Evaluate(x).Values.Total, gradient, step: 1e-3, tolerance: 0.02);
    }

    // Of the layer's channels only the first few are ever above 0, so that so few directions hold all of it.
    private static ConvolutionWeights[] FewChannels() =>
    [
        .. TinyNetwork.Weights(seed: 7).Select(w => w.Layer.Name != "conv2_1" ? w : w with
        {
            Kernel = [.. w.Kernel.Select((v, i) => i / (9 * w.Layer.Inputs) < Directions ? v : 0)],
            Bias = [.. w.Bias.Select((v, i) => i < Directions ? v : 0)],
        }),
    ];

    // The three channels turned by an orthogonal matrix.
    private static TapWeights RotatedTap()
    {
        float[][] rotation = [[1 / 3f, 2 / 3f, 2 / 3f], [2 / 3f, 1 / 3f, -2 / 3f], [2 / 3f, -2 / 3f, 1 / 3f]];
        return new TapWeights(
            Layer,
            TinyNetwork.Architecture.IndexOf(Layer),
            Channels,
            [.. rotation.SelectMany(row => row.Concat(new float[Channels - Directions]))],
            new float[Directions]);
    }
}
