using Atelier.Networks;
using Atelier.Networks.Compact;
using Atelier.Networks.Store;
using Atelier.Optimization;

namespace Atelier.Tests.Networks.Compact;

public class DraftingTests
{
    private static readonly NetworkFile Found = new("vgg19", "/networks/vgg19.safetensors") { IsPreferred = true };
    private static readonly NetworkFile Named = new("vgg19", "/networks/vgg19.safetensors");

    [Fact]
    public void Serves_ByItself_OnlyWhereItCanStandForANetworkThatNobodyNamed()
    {
        var options = new StylizeOptions();

        Assert.True(Drafting.Serves(options, Found));
        Assert.False(Drafting.Serves(options, Named));
        Assert.False(Drafting.Serves(options, new NetworkFile("compact", null) { IsPreferred = true }));
        Assert.False(Drafting.Serves(options with { Pooling = PoolingKind.Avg }, Found));
        Assert.False(Drafting.Serves(options with { Scales = 1 }, Found));
        Assert.False(Drafting.Serves(options with { StyleLayers = LayerWeights.Parse("relu1_1,relu3_3") }, Found));
        Assert.False(Drafting.Serves(options with { Draft = DraftChoice.None }, Found));
    }

    [Fact]
    public void Serves_Asked_OrSaysWhichLayerIsMissing()
    {
        var options = new StylizeOptions { Draft = DraftChoice.Compact };

        Assert.True(Drafting.Serves(options, Named));
        var error = Assert.Throws<OptionsException>(() => Drafting.Serves(options with { ContentLayers = LayerWeights.Parse("relu3_2") }, Named));
        Assert.Equal(
            "Draft compact: the embedded network does not stand for the layer relu3_2; it has relu1_1, relu2_1, relu3_1, relu4_1, relu4_2, relu5_1.",
            error.Message);
    }

    [Fact]
    public void Run_Drafted_EndsWithTheNetworkItself()
    {
        using var network = TinyNetwork.Create();
        using var other = TinyNetwork.Create(pooling: PoolingKind.Avg);
        var pictures = new StylizePictures(FormulaPictures.Content, FormulaPictures.Style);
        List<(int Width, int Steps)> scales = [];
        var listener = new Listener(p => scales.Add((p.Width, p.Steps)));

        var options = SmallRun.Options with { StyleWeight = 20 };
        var alone = Stylizer.Run(new LoadedNetwork("tiny", network), pictures, options);
        var drafted = Stylizer.Run(new LoadedNetwork("tiny", network, other), pictures, options, listener);

        Assert.Equal((null, "compact"), (alone.Draft, drafted.Draft));
        Assert.Equal([(24, 6), (48, 3), (48, 4)], scales.Distinct());
        Assert.Equal(6 + 3 + 4, drafted.Steps);

        // The losses are the network's own, and what the other one painted was no worse a start than the photograph.
        Assert.InRange(drafted.Losses.Total, 0, 1.5 * alone.Losses.Total);
        Assert.NotEqual(alone.Picture.Pixels, drafted.Picture.Pixels);
    }

    [Fact]
    public void For_Drafted_LargerPictureBeginsWithTheScalesOfTheSmaller()
    {
        var small = ScaleSchedule.For(512, 384, new StylizeOptions { Size = 512 }, isDrafted: true);
        var large = ScaleSchedule.For(2048, 1536, new StylizeOptions { Size = 2048 }, isDrafted: true);

        Assert.Equal(
            [new(128, 96, 100, IsDraft: true), new(256, 192, 60, IsDraft: true), new(512, 384, 23, IsDraft: true), new Scale(512, 384, 30)],
            small);
        Assert.Equal(small, large.Take(4));
        Assert.False(large[^1].IsDraft);
    }

    [Fact]
    public void For_DraftedSmall_EndsWithTheNetworkItself() =>
        Assert.Equal([new(128, 128, 9, IsDraft: true), new(256, 256, 4, IsDraft: true), new Scale(256, 256, 5)], ScaleSchedule.For(256, 256, new StylizeOptions { Size = 256, Steps = StepSchedule.Parse("9,7") }, isDrafted: true));
}
