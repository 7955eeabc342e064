using System.Text.Json;
using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Optimization;
using Microsoft.Extensions.Configuration;

namespace Atelier.Tests;

/// <summary>Options from configuration and from JSON.</summary>
public class ParsableConverterTests
{
    // No option has its default.
    internal static StylizeOptions Options { get; } = new()
    {
        Size = 640,
        StyleSize = 300,
        StyleScale = 0.5,
        Elsewhere = OutsideRegions.Keep,
        MatchSize = MatchSize.Resize,
        Fit = FitMode.Stretch,
        Init = InitialPicture.File("first.png"),
        Continue = new PaintedFile("preview.png"),
        Seed = 7,
        Color = ColorMode.Luminance,
        ColorMatch = ColorMatch.Histogram,
        Strength = 40.5,
        ContentWeight = 2,
        StyleWeight = 30.25,
        StrokeWeight = 4,
        StyleWeights = new(3, 1.5),
        TvWeight = 0.1,
        TvNorm = TotalVariationNorm.L2,
        RangeWeight = 3,
        PreviewWeight = 0.2,
        ContentLayers = LayerWeights.Parse("relu3_1:2"),
        ContentLoss = ContentLossKind.SelfSimilarity,
        StyleLayers = LayerWeights.Parse("relu1_1:0.5,relu2_1"),
        StyleLoss = StyleLossKind.Moments,
        Normalization = LossNormalization.Gatys,
        Optimizer = OptimizerKind.Adam,
        HistorySize = 20,
        LearningRate = 0.05,
        Steps = StepSchedule.Parse("30,20"),
        Scales = 3,
        ScaleFactor = 1.5,
        Until = 0.5,
        Time = TimeSpan.FromSeconds(10),
        Network = "vgg19",
        Draft = DraftChoice.None,
        NetworkInput = InputConventionName.Rgb01,
        Pooling = PoolingKind.AvgRescaled,
        Padding = PaddingKind.Zero,
        Device = new DeviceChoice(DeviceKind.Cuda, 1),
        Precision = Precision.BFloat16,
        Memory = new MemorySize(5L << 29),
        Tile = 512,
        Scratch = "/var/tmp",
        NoGuard = true,
        PictureEvery = 5,
    };

    [Fact]
    public void Options_OfTheseTests_DifferFromTheDefaultsEverywhere() =>
        Assert.All(StylizeOption.All, o => Assert.NotEqual(o.ValueIn(new StylizeOptions()), o.ValueIn(Options)));

    [Fact]
    public void Configuration_EveryOption_IsBound()
    {
        var values = typeof(StylizeOptions).GetProperties().Where(p => p.GetValue(Options) is not null)
            .ToDictionary(p => p.Name, p => Convert.ToString(p.GetValue(Options), System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(Options, new ConfigurationBuilder().AddInMemoryCollection(values).Build().Get<StylizeOptions>());
    }

    [Fact]
    public void Configuration_TextThatIsNoValue_IsRefused()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Steps", "many")]).Build();

        Assert.Contains("Steps", Assert.Throws<InvalidOperationException>(() => configuration.Get<StylizeOptions>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_EveryOption_ComesBack()
    {
        Assert.Equal(Options, JsonSerializer.Deserialize<StylizeOptions>(JsonSerializer.Serialize(Options)));
        Assert.Equal(new StylizeOptions(), JsonSerializer.Deserialize<StylizeOptions>(JsonSerializer.Serialize(new StylizeOptions())));
        Assert.Equal(StyleScale.Own, JsonSerializer.Deserialize<StyleScale>(JsonSerializer.Serialize(StyleScale.Own)));
    }

    [Fact]
    public void Json_NumberWhereTextIsWritten_IsRead()
    {
        var options = JsonSerializer.Deserialize<StylizeOptions>("""{ "StyleScale": 0.25, "Steps": 200 }""")!;

        Assert.Equal(0.25, options.StyleScale.Factor);
        Assert.Equal([200], options.Steps);
    }

    [Theory]
    [InlineData("""{ "Steps": "many" }""", "300,200,100")]
    [InlineData("""{ "Device": true }""", "cuda:N")]
    [InlineData("""{ "Memory": {} }""", "4GiB")]
    public void Json_NoSuchValue_SaysWhatIsExpected(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StylizeOptions>(json)).Message, StringComparison.Ordinal);
}
