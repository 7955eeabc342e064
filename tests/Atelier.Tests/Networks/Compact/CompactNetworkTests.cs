using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Networks.Compact;
using Atelier.Networks.Store;
using Atelier.Networks.Weights;
using Atelier.Optimization;
using TorchSharp;

namespace Atelier.Tests.Networks.Compact;

public class CompactNetworkTests
{
    private const long LargestFile = 8_000_000;

    private static readonly StylizeOptions Small = new()
    {
        Network = "compact",
        Size = 64,
        Scales = 1,
        Steps = StepSchedule.Parse("16"),
        Device = DeviceChoice.Cpu,
    };

    [Fact]
    public void Open_EmbeddedFile_HasItsChecksumAndATapForEveryUsualLayer()
    {
        using var file = CompactNetwork.Open();
        var network = NetworkWeights.Load(file);

        Assert.Equal(InputConvention.Rgb01, file.Convention);
        Assert.Equal(CompactNetwork.Layers, network.Taps.Select(t => t.Layer).Order());
        Assert.All(network.Taps, t => Assert.Equal(NetworkArchitecture.Vgg19.Layers.Single(l => l.Name == t.Layer).Channels, t.Channels));
        Assert.All(network.Taps, t => Assert.Equal(
            NetworkArchitecture.Vgg19.Layers.Single(l => l.Name == t.Layer).Stride, network.Architecture.Layers[t.Source].Stride));
        Assert.InRange(CompactNetwork.Bytes, 1, LargestFile);
        Assert.True(new NetworkStore().Verify("compact").Single().Passed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3000)]
    [InlineData(-1)]
    public void Open_DamagedBytes_IsRefusedByItsChecksum(int place)
    {
        var bytes = CompactNetwork.ReadResource();
        bytes[place < 0 ? bytes.Length - 1 : place] ^= 1;

        var error = Assert.Throws<NetworkException>(() => CompactNetwork.Open(bytes));

        Assert.StartsWith("'compact.safetensors, embedded in Atelier.dll", error.Message, StringComparison.Ordinal);
        Assert.Contains(CompactNetwork.Sha256, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Small_LowersTheLossAndLeavesNoTensorBehind()
    {
        var losses = new List<double>();
        Stylizer.Run(FormulaPictures.Content, FormulaPictures.Style, Small);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        var result = Stylizer.Run(FormulaPictures.Content, FormulaPictures.Style, Small, new Listener(p => losses.Add(p.Losses.Total)));

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        Assert.Equal(("compact", 64, 48), (result.Network, result.Picture.Width, result.Picture.Height));
        Assert.True(losses[^1] < 0.7 * losses[0], $"{losses[0]} to {losses[^1]}");
        Assert.All(result.Picture.Pixels, v => Assert.InRange(v, 0, 1));
    }

    [Fact]
    public void Run_LayerWithoutATap_ListsTheTapsAndLeavesNoTensorBehind()
    {
        var options = Small with { StyleLayers = LayerWeights.Parse("relu1_1,relu3_3") };
        Assert.Throws<OptionsException>(() => Stylizer.Run(FormulaPictures.Content, FormulaPictures.Style, options));
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        var error = Assert.Throws<OptionsException>(() => Stylizer.Run(FormulaPictures.Content, FormulaPictures.Style, options));

        Assert.Contains("no layer relu3_3: it has relu1_1, relu2_1, relu3_1, relu4_1, relu4_2, relu5_1", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Evaluation_Named_IsOfVgg19sSize()
    {
        var vgg19 = SharedFolder.Require("weights/vgg19-caffe.safetensors");
        var content = Picture.Load(SharedFolder.Require("reference/content.png"));
        var style = Picture.Load(SharedFolder.Require("reference/style.png"));

        var expected = Evaluation.Run(content, content, style, vgg19, DeviceChoice.Cpu);
        var actual = Evaluation.Run(content, content, style, "compact", DeviceChoice.Cpu);

        foreach (var (layer, loss) in expected.Style)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{layer}: {loss:G4}, compact {actual.Style[layer]:G4}");
            Assert.InRange(actual.Style[layer] / loss, 0.5, 2);
        }
    }

    [Fact]
    public void Evaluation_OfAPictureMadeByCompact_Vgg19SeesTheStyleAndTheContent()
    {
        var vgg19 = SharedFolder.Require("weights/vgg19-caffe.safetensors");
        var content = PictureResizer.ResizeToLongestSide(Picture.Load(SharedFolder.Require("reference/content.png")), 96);
        var style = PictureResizer.ResizeToLongestSide(Picture.Load(SharedFolder.Require("reference/style.png")), 96);

        var painted = Stylizer.Run(content, style, Small with { Size = 96, Steps = StepSchedule.Parse("40") }).Picture;

        var before = Evaluation.Run(content, content, style, vgg19, DeviceChoice.Cpu);
        var after = Evaluation.Run(painted, content, style, vgg19, DeviceChoice.Cpu);
        var unrelated = Evaluation.Run(PictureResizer.Resize(style, content.Width, content.Height), content, style, vgg19, DeviceChoice.Cpu);
        Assert.All(before.Style.Keys, layer => Assert.InRange(after.Style[layer], 0, 0.5 * before.Style[layer]));
        Assert.InRange(after.Content["relu4_2"], 0, 0.8 * unrelated.Content["relu4_2"]);
    }
}
