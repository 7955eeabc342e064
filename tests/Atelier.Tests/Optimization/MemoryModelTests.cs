using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier.Tests.Optimization;

public class MemoryModelTests
{
    // Measured with the benchmark "memory", 12 steps at the last scale: GiB.
    [Theory]
    [InlineData(256, ScalarType.BFloat16, 0.66)]
    [InlineData(512, ScalarType.BFloat16, 0.95)]
    [InlineData(768, ScalarType.BFloat16, 1.38)]
    [InlineData(1024, ScalarType.BFloat16, 1.81)]
    [InlineData(256, ScalarType.Float32, 0.70)]
    [InlineData(512, ScalarType.Float32, 1.31)]
    [InlineData(768, ScalarType.Float32, 2.04)]
    public void Bytes_OfVgg19_LieUpToAFifthAboveWhatWasMeasured(int size, ScalarType format, double measured) =>
        Assert.InRange(MemoryModel.Bytes(new Scale(size, size, 12), new StylizeOptions(), Vgg19(format)) / (double)(1 << 30), measured, 1.2 * measured);

    [Fact]
    public void Footprint_OfShallowerLayers_IsSmaller()
    {
        var deep = Vgg19(ScalarType.Float32);
        var shallow = NetworkFootprint.Of(NetworkArchitecture.Vgg19, [], ["relu1_1", "relu2_1"], ScalarType.Float32);

        Assert.Equal(64 + (64 / 32.0) + 32 + (8 * 64), shallow.ValuesPerPixel); // relu1_2 has a bit for each value
        Assert.Equal(130 + (160 / 32.0) + (8 * 64), deep.ValuesPerPixel);
        Assert.Equal(20_018_880, deep.Weights);
    }

    [Fact]
    public void HistorySize_LargePicture_StaysWithinTheBudget()
    {
        var values = 3L * 2048 * 2048;

        var size = MemoryModel.HistorySize(values, new StylizeOptions());

        Assert.InRange(size, 5, 99);
        Assert.True(size * 2 * 4 * values <= MemoryModel.HistoryBudget);
    }

    [Fact]
    public void Bytes_OfTheMachine_ArePlausible() => Assert.InRange(AvailableMemory.Bytes(), 64L << 20, 1L << 46);

    private static NetworkFootprint Vgg19(ScalarType format) =>
        NetworkFootprint.Of(NetworkArchitecture.Vgg19, [], ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1"], format);
}
