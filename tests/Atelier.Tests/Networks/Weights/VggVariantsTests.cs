using Atelier.Networks;
using Atelier.Networks.Weights;

namespace Atelier.Tests.Networks.Weights;

/// <summary>Networks that are not VGG-19, or not all of it.</summary>
public sealed class VggVariantsTests : IDisposable
{
    private static readonly int[] Vgg16 = [64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512];
    private static readonly int[] Vgg19 = [.. Vgg19Layers.All.Select(l => l.Outputs)];

    private static readonly Dictionary<string, string> Nothing = [];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int[], bool> Variants => new()
    {
        { "VGG-11;", [64, 128, 256, 256, 512, 512, 512, 512], false },
        { "VGG-13;", [64, 64, 128, 128, 256, 256, 512, 512, 512, 512], false },
        { "VGG-16;", Vgg16, false },
        { "VGG-16;", Vgg16[..10], false },
        { "VGG-16 with batch normalisation;", Vgg16, true },
        { "VGG-19 with batch normalisation;", Vgg19, true },
    };

    [Theory, MemberData(nameof(Variants))]
    public void Open_AnotherVgg_IsRefusedByNameBeforeItsInputIsAskedFor(string expected, int[] outputs, bool isNormalized)
    {
        var path = Write(outputs, isNormalized);

        var message = Assert.Throws<NetworkException>(() => WeightsFile.Open(path)).Message;

        Assert.Contains($"this is {expected}", message, StringComparison.Ordinal);
        Assert.DoesNotContain("input", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void Open_Vgg19OrCutOff_IsAskedForItsInputOnly(int without) =>
        Assert.Contains("nothing in the file says how", Assert.Throws<NetworkException>(() => WeightsFile.Open(Write(Vgg19[..^(without / 2)], false))).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_KerasVgg16_IsRefusedByName()
    {
        int[] blocks = [2, 2, 3, 3, 3];
        var names = blocks.SelectMany((count, b) => Enumerable.Range(1, count).Select(i => $"block{b + 1}_conv{i}"));
        SafetensorsWriter.Write(
            _folder.File("k"),
            [.. names.Zip(Vgg16, (name, outputs) => new NamedTensor($"{name}/kernel", [3, 3, 1, outputs], new float[9 * outputs]))],
            Nothing);

        Assert.Contains("this is VGG-16;", Assert.Throws<NetworkException>(() => WeightsFile.Open(_folder.File("k"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoVgg_IsNotAskedForItsInput()
    {
        SafetensorsWriter.Write(_folder.File("resnet"), [new NamedTensor("layer1.0.conv1.weight", [1, 1, 3, 3], new float[9])], Nothing);

        Assert.Contains("conv1_1 is missing", Assert.Throws<NetworkException>(() => WeightsFile.Open(_folder.File("resnet"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CutOff_HasTheLayersThatAreThere()
    {
        var network = LoadCut();

        Assert.Equal("relu2_1", network.Architecture.Layers[^1].Name);
        Assert.Equal([[64, 64], [128]], network.Architecture.Blocks);
        Assert.Equal(["conv1_1", "conv1_2", "conv2_1"], network.Weights.Convolutions.Select(c => c.Layer.Name));
    }

    [Fact]
    public void Run_CutOff_PaintsWithTheLayersThatAreThere()
    {
        var network = LoadCut();
        using var loaded = new LoadedNetwork("cut", new FeatureNetwork(
            network.Architecture, network.Weights.Convolutions, network.Weights.Convention, Engine.Choose(DeviceChoice.Cpu, Precision.Float32), new NetworkSettings()));
        var options = SmallRun.Options with { ContentLayers = LayerWeights.Parse("relu2_1"), StyleLayers = LayerWeights.Parse("relu1_1,relu2_1"), Steps = new(1) };
        var pictures = new StylizePictures(FormulaPictures.Content, FormulaPictures.Style);

        Assert.True(double.IsFinite(Stylizer.Run(loaded, pictures, options).Losses.Total));
        var error = Assert.Throws<OptionsException>(() => Stylizer.Run(loaded, pictures, options with { StyleLayers = LayerWeights.Parse("relu2_1,relu5_1") }));
        Assert.Contains("relu5_1", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("relu2_1.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_GapBetweenLayers_NamesTheFirstThatIsMissing()
    {
        var tensors = new Vgg19Weights(Convolutions(4), InputConvention.Rgb01).ToTensors().Where(t => !t.Name.StartsWith("features.5.", StringComparison.Ordinal));
        SafetensorsWriter.Write(_folder.File("gap"), [.. tensors], TinyWeights.Metadata());
        using var file = WeightsFile.Open(_folder.File("gap"));

        Assert.Contains("conv2_1 is missing", Assert.Throws<NetworkException>(() => NetworkWeights.Load(file)).Message, StringComparison.Ordinal);
    }

    private NetworkWeights LoadCut()
    {
        SafetensorsWriter.Write(_folder.File("cut"), [.. new Vgg19Weights(Convolutions(3), InputConvention.Rgb01).ToTensors()], TinyWeights.Metadata());
        using var file = WeightsFile.Open(_folder.File("cut"));
        return NetworkWeights.Load(file);
    }

    private static ConvolutionWeights[] Convolutions(int count) =>
        [.. Vgg19Layers.All.Take(count).Select(l => new ConvolutionWeights(l, [.. TinyWeights.Ramp(l.Outputs * l.Inputs * 9, 0).Select(v => (v % 1) / (9 * l.Inputs))], new float[l.Outputs]))];

    // Of one input channel each: they are known by their outputs.
    private string Write(int[] outputs, bool isNormalized)
    {
        List<NamedTensor> tensors = [];
        var (index, before) = (0, outputs[0]);
        foreach (var channels in outputs)
        {
            index += channels != before ? 1 : 0;
            before = channels;
            tensors.Add(new NamedTensor($"features.{index}.weight", [channels, 1, 3, 3], new float[9 * channels]));
            if (isNormalized)
            {
                tensors.Add(new NamedTensor($"features.{index + 1}.running_mean", [channels], new float[channels]));
            }

            index += isNormalized ? 3 : 2;
        }

        SafetensorsWriter.Write(_folder.File("x"), tensors, Nothing);
        return _folder.File("x");
    }
}
