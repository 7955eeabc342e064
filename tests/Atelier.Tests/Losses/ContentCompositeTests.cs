using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>What is optimised beside a photograph that is kept.</summary>
public class ContentCompositeTests
{
    private static readonly StylizeOptions Options = new()
    {
        ContentLayers = LayerWeights.Parse("relu2_2"),
        StyleLayers = LayerWeights.Parse("relu1_1,relu2_1"),
        RangeWeight = 1,
        TvNorm = TotalVariationNorm.L2,
    };

    [Fact]
    public void Evaluate_BelowAMaskThatLetsLittleThrough_StillMindsTheRange()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        using var objective = Objectives.For(network, Pictures(empty(1, 1, 24, 32).FillInPlace(0.01)), Options);

        var (values, gradient) = objective.Evaluate(empty(1, 3, 24, 32).FillInPlace(3)); // of which 0.03 or less is seen

        Assert.Equal(2 * 2 * LossNormalizer.Range(LossNormalization.Reference), values["range"], 1e-2);
        Assert.True(gradient.min().item<float>() > 0);
    }

    [Fact]
    public void Evaluate_SoftMask_GradientEqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(pooling: PoolingKind.Avg, padding: PaddingKind.Replicate);
        using var objective = Objectives.For(network, Pictures(rand([1, 1, 24, 32])), Options);
        var image = RandomImage.Create(32, 24, seed: 3).Multiply(1.4).Subtract(0.2);
        using var gradient = objective.Evaluate(image).Gradient;

        FiniteDifferences.AssertGradient(image, x => objective.Evaluate(x).Values.Total, gradient, step: 1e-3, tolerance: 0.02);
    }

    private static ObjectivePictures Pictures(Tensor mask) => new(
        new WeightedImage(RandomImage.Create(32, 24, seed: 1)),
        [new StyleArea([(new WeightedImage(RandomImage.Create(30, 40, seed: 2)), 1)], mask)],
        mask);
}
