using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Tests.Networks;

public class TapTests
{
    // Two read the same layer, one reads a deeper layer than the one that it is named after.
    private static readonly string[] Layers = ["relu1_1", "relu4_1", "relu4_2"];
    private static readonly string[] Sources = ["relu1_2", "relu3_1", "relu3_1"];

    [Theory]
    [InlineData(PoolingKind.Max, PaddingKind.Zero)]
    [InlineData(PoolingKind.Avg, PaddingKind.Replicate)]
    public void Backward_ThroughTaps_EqualsAutograd(PoolingKind pooling, PaddingKind padding)
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(pooling: pooling, padding: padding, taps: [.. Layers.Index().Select(l => Tap(l.Index))]);
        using var image = RandomImage.Create(21, 18, seed: 1);

        using var maps = network.Forward(image, Layers, forBackward: true);
        var slopes = Layers.ToDictionary(l => l, l => maps[l].Multiply(0.1).Add(0.5));
        var gradient = network.Backward(maps, slopes.ToDictionary(p => p.Key, p => p.Value.clone()));

        var input = image.clone().requires_grad_();
        var plain = PlainNetwork.Maps(TinyNetwork.Weights(seed: 7), input, pooling, padding);
        var readings = Layers.Index().ToDictionary(l => l.Item, l => Read(plain[Sources[l.Index]], l.Index));
        var loss = Layers.Select(l => (readings[l] * slopes[l]).sum()).Aggregate((a, b) => a.Add(b));
        Assert.All(Layers, l => Assert.True(allclose(readings[l], maps[l], rtol: 1e-4, atol: 1e-5), l));
        Assert.True(allclose(autograd.grad([loss], [input])[0], gradient, rtol: 1e-4, atol: 1e-5));
    }

    [Fact]
    public void Forward_BFloat16_IsCloseToFloat32()
    {
        using var scope = NewDisposeScope();
        using var exact = TinyNetwork.Create(taps: Tap(1));
        using var rough = TinyNetwork.Create(Precision.BFloat16, taps: Tap(1));
        using var image = RandomImage.Create(32, 32, seed: 3);

        using var expected = exact.Forward(image, ["relu4_1"]);
        using var actual = rough.Forward(image, ["relu4_1"]);

        var difference = (actual["relu4_1"].to(ScalarType.Float32) - expected["relu4_1"]).norm() / expected["relu4_1"].norm();
        Assert.InRange(difference.item<float>(), 1e-5f, 0.03f);
    }

    [Theory]
    [InlineData("relu2_1")] // the student has a layer of that name, but it is not the teacher's
    [InlineData("relu9_9")]
    public void Forward_LayerWithoutATap_ListsTheTaps(string layer)
    {
        using var network = TinyNetwork.Create(taps: [Tap(1), Tap(0)]);
        using var image = RandomImage.Create(16, 16, seed: 4);

        var error = Assert.Throws<OptionsException>(() => network.Forward(image, ["relu1_1", layer]));

        Assert.Equal($"the network has no layer {layer}: it has relu1_1, relu4_1.", error.Message);
    }

    [Fact]
    public void Passes_ThroughTaps_LeaveNoTensorBehind()
    {
        using var image = RandomImage.Create(20, 17, seed: 5);
        var before = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (var network = TinyNetwork.Create(taps: [.. Layers.Index().Select(l => Tap(l.Index))]))
        using (var maps = network.Forward(image, Layers, forBackward: true))
        {
            using var slope = ones_like(maps["relu4_2"]);
            using var gradient = network.Backward(maps, new Dictionary<string, Tensor> { ["relu4_2"] = slope });
            Assert.Equal(image.shape, gradient.shape);
        }

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static TapWeights Tap(int index) =>
        TinyNetwork.Tap(Layers[index], Sources[index], directions: 5 + index, channels: 16, seed: index);

    private static Tensor Read(Tensor map, int index)
    {
        var tap = Tap(index);
        return conv2d(map, tensor(tap.Kernel, [tap.Bias.Length, map.shape[1], 1, 1]), tensor(tap.Bias));
    }
}
