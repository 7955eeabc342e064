using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using Atelier.Tests.Networks;
using CsCheck;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>In tiles, loss and gradient are those of the whole picture.</summary>
public class TiledObjectiveTests
{
    private const double Tolerance = 1e-4;

    private static readonly StylizeOptions Options = new()
    {
        ContentLayers = LayerWeights.Parse("relu2_2,conv3_1:0.5"),
        StyleLayers = LayerWeights.Parse("relu1_1,relu2_1:2,relu3_1"),
        TvWeight = 0.1,
    };

    // The content, so large that the smaller layerwise map is now the style's, now the picture's.
    [Theory]
    [InlineData(StyleLossKind.Gram, LossNormalization.Reference, MatchSize.None, 40, 50)]
    [InlineData(StyleLossKind.Gram, LossNormalization.Mean, MatchSize.Layerwise, 40, 50)]
    [InlineData(StyleLossKind.Gram, LossNormalization.Gatys, MatchSize.Layerwise, 130, 97)]
    [InlineData(StyleLossKind.Moments, LossNormalization.Reference, MatchSize.None, 40, 50)]
    [InlineData(StyleLossKind.Moments, LossNormalization.Gatys, MatchSize.None, 40, 50)]
    [InlineData(StyleLossKind.Moments, LossNormalization.Mean, MatchSize.Layerwise, 33, 141)]
    [InlineData(StyleLossKind.Wasserstein, LossNormalization.Reference, MatchSize.None, 40, 50)]
    [InlineData(StyleLossKind.Wasserstein, LossNormalization.Gatys, MatchSize.Layerwise, 140, 33)]
    public void Evaluate_EveryKindOfLoss_IsThatOfTheWholePicture(
        StyleLossKind kind, LossNormalization normalization, MatchSize match, int styleWidth, int styleHeight)
    {
        var options = Options with { StyleLoss = kind, Normalization = normalization, MatchSize = match };
        foreach (var (pooling, padding) in new[] { (PoolingKind.Max, PaddingKind.Replicate), (PoolingKind.Avg, PaddingKind.Zero), (PoolingKind.AvgRescaled, PaddingKind.Replicate) })
        {
            using var scope = NewDisposeScope();
            using var network = TinyNetwork.Create(pooling: pooling, padding: padding);
            var pictures = Pair(83, 61, styleWidth, styleHeight);

            AssertSame(network, pictures, options, new TileSettings(24), new TileSettings(32, FirstKeptBlock: 1), new TileSettings(40, FirstKeptBlock: 2), new TileSettings(100));
        }
    }

    [Fact]
    public void Evaluate_AnySizeAndTile_IsThatOfTheWholePicture() =>
        Gen.Select(Gen.Int[4, 130], Gen.Int[4, 130], Gen.Int[4, 140], Gen.Int[0, 3], Gen.Enum<StyleLossKind>()).Sample(
            (width, height, core, kept, kind) =>
            {
                using var scope = NewDisposeScope();
                using var network = TinyNetwork.Create(pooling: PoolingKind.Avg, padding: (PaddingKind)(core % 2));
                AssertSame(network, Pair(width, height, 44, 37), Options with { StyleLoss = kind }, new TileSettings(core, kept));
            },
            iter: 60,
            threads: 1);

    [Theory]
    [InlineData(StyleLossKind.Gram)]
    [InlineData(StyleLossKind.Moments)]
    [InlineData(StyleLossKind.Wasserstein)]
    public void Evaluate_WeightsRegionsAndContentComposite_IsThatOfTheWholePicture(StyleLossKind kind)
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        var (width, height) = (77, 66);
        var left = zeros(1, 1, height, width);
        left.narrow(3, 0, 30).FillInPlace(1); // so that for some tiles a region is empty
        var soft = WeightedStatisticsTests.Places(width, height, seed: 5) * left.OneMinus();
        var content = new WeightedImage(RandomImage.Create(width, height, seed: 1), WeightedStatisticsTests.Places(width, height, seed: 2));
        var first = new WeightedImage(Style(51, 40, seed: 3), WeightedStatisticsTests.Places(51, 40, seed: 4));
        var second = new WeightedImage(Style(30, 70, seed: 6));
        var pictures = new ObjectivePictures(
            content,
            [new StyleArea([(first, 0.3), (second, 0.7)], left), new StyleArea([(second, 1)], soft)],
            left.Add(soft).ClampMax(1),
            RandomImage.Create(31, 27, seed: 7));

        AssertSame(network, pictures, Options with { StyleLoss = kind }, new TileSettings(24), new TileSettings(36, FirstKeptBlock: 1), new TileSettings(64, FirstKeptBlock: 0));
    }

    [Fact]
    public void Evaluate_ThroughTaps_IsThatOfTheWholePicture()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(
            taps: [TinyNetwork.Tap("relu1_1", "relu1_1", 4, 8, seed: 1), TinyNetwork.Tap("relu4_1", "relu3_1", 7, 32, seed: 2), TinyNetwork.Tap("relu4_2", "relu2_2", 5, 32, seed: 3)]);
        var options = new StylizeOptions { ContentLayers = LayerWeights.Parse("relu4_2"), StyleLayers = LayerWeights.Parse("relu1_1,relu4_1:2") };

        AssertSame(network, Pair(70, 58, 30, 40), options, new TileSettings(20), new TileSettings(28, FirstKeptBlock: 2), new TileSettings(28, FirstKeptBlock: 1));
    }

    [Theory]
    [InlineData("conv1_1,pool1", "pool2,relu1_2")]
    [InlineData("pool2", "conv2_1")]
    public void Evaluate_ConvolutionsAndPoolings_IsThatOfTheWholePicture(string content, string style)
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(padding: PaddingKind.Replicate);
        var options = Options with { ContentLayers = LayerWeights.Parse(content), StyleLayers = LayerWeights.Parse(style) };

        AssertSame(network, Pair(75, 59, 30, 40), options, new TileSettings(20), new TileSettings(28, FirstKeptBlock: 1));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Evaluate_OneKindOfLossAlone_IsThatOfTheWholePicture(double contentWeight, double styleWeight)
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        var options = Options with { ContentWeight = contentWeight, StyleWeight = styleWeight, TvWeight = 0, RangeWeight = 0 };

        AssertSame(network, Pair(75, 59, 30, 40), options, new TileSettings(28), new TileSettings(28, FirstKeptBlock: 1));
    }

    [Fact]
    public void Evaluate_BFloat16_IsAsCloseToFloat32AsTheWholePicture()
    {
        using var scope = NewDisposeScope();
        using var exact = TinyNetwork.Create();
        using var rough = TinyNetwork.Create(Precision.BFloat16);
        var pictures = Pair(93, 70, 40, 50);
        var image = Painting(pictures);
        var (expected, gradient) = Evaluate(exact, pictures, Options, null, image);
        var (whole, wholeGradient) = Evaluate(rough, pictures, Options, null, image);
        var (tiled, tiledGradient) = Evaluate(rough, pictures, Options, new TileSettings(32, FirstKeptBlock: 1), image);

        Assert.Equal(expected.Total, tiled.Total, 0.01 * expected.Total);
        Assert.InRange(Apart(tiledGradient, gradient), 0, (1.2 * Apart(wholeGradient, gradient)) + 1e-4);
        Assert.Equal(whole.Total, tiled.Total, 0.01 * whole.Total);
    }

    [Fact]
    public void Evaluate_InTiles_LeavesNoTensorBehind()
    {
        using var network = TinyNetwork.Create();
        var before = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            foreach (var match in new[] { MatchSize.None, MatchSize.Layerwise })
            {
                var pictures = Pair(61, 50, 99, 40);
                Evaluate(network, pictures, Options with { MatchSize = match }, new TileSettings(24, FirstKeptBlock: 1), Painting(pictures));
            }
        }

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    // The mean size of what tiling changes in the gradient, at the borders of tiles over elsewhere: far above 1 would be a seam.
    [Fact]
    public void Evaluate_InTiles_LeavesNoSeam()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        var pictures = Pair(96, 96, 50, 50);
        var image = Painting(pictures);
        var (_, whole) = Evaluate(network, pictures, Options, null, image);
        var (_, tiled) = Evaluate(network, pictures, Options, new TileSettings(32), image);
        var noise = (randn_like(whole) * whole.std()).Multiply(1e-6f);

        Assert.InRange(Seam.Ratio(whole.Add(noise), tiled, 32), 0, 3);

        var planted = tiled.clone(); // a thousandth of the gradient's own size, in two columns
        planted.narrow(3, 31, 2).AddInPlace(whole.std().Multiply(1e-3f));
        Assert.True(Seam.Ratio(whole.Add(noise), planted, 32) > 30);
    }

    internal static ObjectivePictures Pair(int width, int height, int styleWidth, int styleHeight) =>
        ObjectivePictures.Pair(RandomImage.Create(width, height, seed: 1), Style(styleWidth, styleHeight, seed: 2));

    // Paler than noise, and redder: what has the content's own statistics would be compared with nothing but roundings.
    private static Tensor Style(int width, int height, int seed) =>
        (RandomImage.Create(width, height, seed) * tensor(new[] { 0.5f, 0.3f, 0.2f }, [1, 3, 1, 1])).Add(0.3f);

    private static Tensor Painting(ObjectivePictures pictures) =>
        RandomImage.Create((int)pictures.Content.Image.shape[3], (int)pictures.Content.Image.shape[2], seed: 9).Multiply(1.2f).Subtract(0.1f);

    private static (LossValues Values, Tensor Gradient) Evaluate(FeatureNetwork network, ObjectivePictures pictures, StylizeOptions options, TileSettings? tiling, Tensor image)
    {
        using var objective = Objectives.For(network, pictures, options, tiling);
        return objective.Evaluate(image);
    }

    private static void AssertSame(FeatureNetwork network, ObjectivePictures pictures, StylizeOptions options, params TileSettings[] tilings)
    {
        using var scope = NewDisposeScope();
        var image = Painting(pictures);
        var (expected, gradient) = Evaluate(network, pictures, options, null, image);
        foreach (var tiling in tilings)
        {
            var (actual, tiled) = Evaluate(network, pictures, options, tiling, image);

            Assert.All(expected.Terms, term => AssertClose(term.Value, actual[term.Key]));
            if (Apart(tiled, gradient) > Tolerance)
            {
                AssertOneUnitAlone(tiled - gradient, gradient);
            }
        }

        static void AssertClose(double expected, double actual) => Assert.Equal(expected, actual, Tolerance * Math.Abs(expected));
    }

    // Rounding may decide otherwise whether a unit of the network that lies on the edge is above zero, or the largest of its four: then
    // the gradient differs, by little, and where that unit looks alone.
    private static void AssertOneUnitAlone(Tensor difference, Tensor gradient)
    {
        const int ReceptiveField = 24;
        Assert.InRange((difference.norm() / gradient.norm()).item<float>(), 0, 0.02);
        var places = difference.abs().amax([0, 1]).gt(gradient.abs().max().Multiply(Tolerance)).nonzero();
        var extent = (places.amax([0]) - places.amin([0])).Add(1);
        Assert.InRange(extent.max().item<long>(), 1, ReceptiveField);
    }

    private static double Apart(Tensor a, Tensor b) => ((a - b).norm() / b.norm()).item<float>();
}
