using Atelier.Networks;
using Atelier.Networks.Weights;

namespace Atelier.Tests.Networks.Weights;

public sealed class TapWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_Declared_IsReadAndScaled()
    {
        using var file = Open("relu4_1:features.3:2", "relu4_1:512", scale: 4);

        var tap = Assert.Single(TapWeights.Load(file, TinyArchitecture));

        Assert.Equal(("relu4_1", 3, 512), (tap.Layer, tap.Source, tap.Channels));
        Assert.Equal(TinyWeights.Ramp(10, 1).Select(v => v * 4), tap.Kernel);
        Assert.Equal(TinyWeights.Ramp(2, 0).Select(v => v * 4), tap.Bias);
    }

    [Fact]
    public void Load_NoneDeclared_IsNone()
    {
        using var file = WeightsFile.Open(TinyWeights.WriteSafetensors(_folder.File("plain")));
        Assert.Empty(TapWeights.Load(file, TinyArchitecture));
    }

    [Theory]
    [InlineData("relu4_1", "relu4_1:512", "features.1:32")]
    [InlineData("relu4_1:features.2:2", "relu4_1:512", "each of a ReLU")]
    [InlineData("relu4_1:features.99:2", "relu4_1:512", "each of a ReLU")]
    [InlineData("relu4_1:features.3:2", "", "\"teacher_channels\"")]
    [InlineData("relu4_1:features.3:2", "relu4_1:1", "at least its 2 directions")]
    [InlineData("relu4_1:features.3:2", "relu4_1:x", "at least its 2 directions")]
    [InlineData("relu4_1:features.3:3", "relu4_1:512", "should have shape (3, 5, 1, 1)")]
    [InlineData("relu5_1:features.3:2", "relu5_1:512", "\"taps.relu5_1.scale\" is missing")]
    public void Load_WrongDeclaration_SaysWhatIsWrong(string taps, string channels, string expected)
    {
        using var file = Open(taps, channels);
        Assert.Contains(expected, Assert.Throws<NetworkException>(() => TapWeights.Load(file, TinyArchitecture)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NotFinite_IsRefused()
    {
        using var file = Open("relu4_1:features.3:2", "relu4_1:512", float.NaN);
        Assert.Contains("not finite", Assert.Throws<NetworkException>(() => TapWeights.Load(file, TinyArchitecture)).Message, StringComparison.Ordinal);
    }

    private static NetworkArchitecture TinyArchitecture { get; } = new([[4, 5]]);

    private WeightsFile Open(string taps, string channels, float scale = 1)
    {
        var metadata = TinyWeights.Metadata();
        (metadata["taps"], metadata["teacher_channels"]) = (taps, channels);
        NamedTensor[] tensors =
        [
            .. TinyWeights.Weights.ToTensors(),
            new("taps.relu4_1.weight", [2, 5, 1, 1], TinyWeights.Ramp(10, 1)),
            new("taps.relu4_1.bias", [2], TinyWeights.Ramp(2, 0)),
            new("taps.relu4_1.scale", [1], new[] { scale }),
        ];
        var path = _folder.File("tapped");
        SafetensorsWriter.Write(path, tensors, metadata);
        return WeightsFile.Open(path);
    }
}
