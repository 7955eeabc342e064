using Atelier.Networks;
using Atelier.Networks.Runtime;
using CsCheck;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Atelier.Tests.Networks;

/// <summary>What passes through gates is what libtorch's own backward operations give, bit by bit, on several threads too.</summary>
[Collection<RunsOnSeveralThreads>]
public class ActivationMaskTests
{
    // Few different values, so that there are many zeros and many equal maxima.
    private static readonly Gen<(int Maps, int Channels, int Height, int Width, ScalarType Format, int Seed)> Any =
        Gen.Select(Gen.Int[1, 2], Gen.Int[1, 70], Gen.Int[2, 90], Gen.Int[2, 90], Gen.Bool.Select(b => b ? ScalarType.BFloat16 : ScalarType.Float32), Gen.Int[0, 1000]);

    [Fact]
    public void Close_AnyMap_IsTheWayBackOfRelu() => Any.Sample(
        (maps, channels, height, width, format, seed) =>
        {
            using var threads = new SeveralThreads();
            using var scope = NewDisposeScope();
            using var generator = new Generator((ulong)seed);
            var before = Values(maps, channels, height, width, format, generator).requires_grad_();
            var after = relu(before);
            var gradient = randn([maps, channels, height, width], generator: generator).to(format);
            after.backward([gradient]);
            using var gates = ActivationMask.OfRelu(after.detach());

            Assert.True(before.grad!.eq(gates.ReluBackward(ChannelsLast.Of(gradient))).all().item<bool>());
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void MaxPool_AnyMap_IsThatOfLibtorchThereAndBack() => Any.Sample(
        (maps, channels, height, width, format, seed) =>
        {
            using var threads = new SeveralThreads();
            using var scope = NewDisposeScope();
            using var generator = new Generator((ulong)seed);
            var before = Values(maps, channels, height, width, format, generator).requires_grad_();
            var active = relu(before);
            var after = max_pool2d(active, 2);
            var gradient = randn([maps, channels, height / 2, width / 2], generator: generator).to(format);
            after.backward([gradient]);

            var (pooled, gates) = ActivationMask.MaxPool(active.detach());
            using (gates)
            {
                Assert.True(after.eq(pooled).all().item<bool>());
                Assert.True(before.grad!.eq(gates.MaxPoolBackward(ChannelsLast.Of(gradient))).all().item<bool>());
            }
        },
        iter: 60,
        threads: 1);

    private static Tensor Values(int maps, int channels, int height, int width, ScalarType format, Generator generator) =>
        ChannelsLast.Of(randn([maps, channels, height, width], generator: generator).MultiplyInPlace(2).round_().DivideInPlace(2).to(format));
}
