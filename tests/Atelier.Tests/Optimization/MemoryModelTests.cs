using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier.Tests.Optimization;

public class MemoryModelTests
{
    // Measured with the benchmark "size-step", four steps: MiB.
    [Theory]
    [InlineData(256, ScalarType.BFloat16, 729)]
    [InlineData(512, ScalarType.BFloat16, 875)]
    [InlineData(1024, ScalarType.BFloat16, 1539)]
    [InlineData(256, ScalarType.Float32, 923)]
    [InlineData(512, ScalarType.Float32, 1213)]
    [InlineData(1024, ScalarType.Float32, 2085)]
    public void Whole_OfVgg19_LiesUpToThreeTenthsAboveWhatWasMeasured(int size, ScalarType format, double measured) =>
        Assert.InRange(Whole(new Scale(size, size, 4), Vgg19(format)).Memory / (double)(1 << 20), measured, 1.3 * measured);

    [Fact]
    public void Whole_OfShallowerLayers_IsSmaller()
    {
        var scale = new Scale(512, 512, 4);
        var shallow = NetworkFootprint.Of(NetworkArchitecture.Vgg19, [], ["relu1_1", "relu2_1"], ScalarType.Float32);

        Assert.True(Whole(scale, shallow).Memory < Whole(scale, Vgg19(ScalarType.Float32)).Memory);
        Assert.Equal(20_018_880, shallow.Weights);
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

    private static ScaleMemory Whole(Scale scale, NetworkFootprint network)
    {
        var pixels = (long)scale.Width * scale.Height;
        return MemoryModel.Whole(scale, new StylizeOptions(), network, new ScalePictures(pixels, pixels));
    }

    private static NetworkFootprint Vgg19(ScalarType format) =>
        NetworkFootprint.Of(NetworkArchitecture.Vgg19, [], ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1"], format);
}
