using Atelier.Networks;
using Atelier.Networks.Runtime;
using CsCheck;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks;

public class FeatureNetworkTests
{
    [Theory]
    [InlineData(PoolingKind.Max, PaddingKind.Zero)]
    [InlineData(PoolingKind.Max, PaddingKind.Replicate)]
    [InlineData(PoolingKind.Avg, PaddingKind.Zero)]
    [InlineData(PoolingKind.Avg, PaddingKind.Replicate)]
    [InlineData(PoolingKind.AvgRescaled, PaddingKind.Zero)]
    public void Backward_EveryKindOfLayer_EqualsAutograd(PoolingKind pooling, PaddingKind padding)
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(pooling: pooling, padding: padding);
        string[] layers = ["conv1_1", "relu1_2", "pool1", "conv2_2", "relu3_1"];
        using var image = RandomImage.Create(21, 18, seed: 1); // odd sides: the poolings drop a row and a column

        using var maps = network.Forward(image, layers, forBackward: true);
        var slopes = layers.ToDictionary(l => l, l => maps[l].Multiply(0.1).Add(0.5));
        var gradient = network.Backward(maps, slopes.ToDictionary(p => p.Key, p => p.Value.clone()));

        var expected = PlainNetwork.Gradient(TinyNetwork.Weights(seed: 7), image, layers, slopes, pooling, padding);
        Assert.True(allclose(expected, gradient, rtol: 1e-4, atol: 1e-5));
    }

    [Fact]
    public void Forward_LayersAskedFor_AreThoseOfThePlainPass()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        using var image = RandomImage.Create(16, 24, seed: 2);
        var layers = TinyNetwork.Architecture.Layers.Select(l => l.Name).ToArray();

        using var maps = network.Forward(image, layers);

        var expected = PlainNetwork.Maps(TinyNetwork.Weights(seed: 7), image, PoolingKind.Max, PaddingKind.Zero);
        Assert.All(layers, l => Assert.True(allclose(expected[l], maps[l], rtol: 1e-4, atol: 1e-5), l));
    }

    [Fact]
    public void Forward_BFloat16_IsCloseToFloat32()
    {
        using var scope = NewDisposeScope();
        using var exact = TinyNetwork.Create();
        using var rough = TinyNetwork.Create(Precision.BFloat16);
        using var image = RandomImage.Create(32, 32, seed: 3);

        using var expected = exact.Forward(image, ["relu3_1"]);
        using var actual = rough.Forward(image, ["relu3_1"]);

        var difference = (actual["relu3_1"].to(ScalarType.Float32) - expected["relu3_1"]).norm() / expected["relu3_1"].norm();
        Assert.InRange(difference.item<float>(), 1e-5f, 0.02f);
    }

    [Fact]
    public void Forward_UnknownLayer_ListsThoseThereAre()
    {
        using var network = TinyNetwork.Create();
        using var image = RandomImage.Create(16, 16, seed: 4);

        var error = Assert.Throws<OptionsException>(() => network.Forward(image, ["relu9_9"]));

        Assert.Contains("relu9_9", error.Message, StringComparison.Ordinal);
        Assert.Contains("relu3_1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vgg19_Layers_AreThoseOfThePaper()
    {
        var layers = NetworkArchitecture.Vgg19.Layers;

        Assert.Equal(16 + 16 + 5, layers.Count);
        Assert.Equal("conv1_1", layers[0].Name);
        Assert.Equal("pool5", layers[^1].Name);
        Assert.Equal(16, layers[NetworkArchitecture.Vgg19.IndexOf("relu5_1")].Stride);
    }

    [Fact]
    public void Passes_AnySize_LeaveNoTensorBehind() =>
        Gen.Int[4, 40].Select(Gen.Int[4, 40]).Sample(
            (width, height) =>
            {
                using var network = TinyNetwork.Create();
                using var image = RandomImage.Create(width, height, seed: width);
                var before = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
                using (var maps = network.Forward(image, ["relu2_1", "conv3_1"], forBackward: true))
                {
                    using var gradient = network.Backward(maps, new Dictionary<string, Tensor> { ["conv3_1"] = ones_like(maps["conv3_1"]) });
                    Assert.Equal(image.shape, gradient.shape);
                }

                Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            },
            iter: 20,
            threads: 1);
}
