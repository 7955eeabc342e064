using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>The distance of the picture's features from their nearest neighbours in the style.</summary>
public class NeighbourLossTests
{
    private static readonly StylizeOptions Alone = new()
    {
        ContentWeight = 0,
        StyleLoss = StyleLossKind.Neighbours,
        StrokeWeight = 2,
        TvWeight = 0,
        RangeWeight = 0,
        ContentLayers = LayerWeights.Parse("relu2_2"),
        StyleLayers = LayerWeights.Parse("relu1_1,relu3_1"),
    };

    [Theory]
    [InlineData(StyleLossKind.Neighbours)]
    [InlineData(StyleLossKind.Gram)]
    [InlineData(StyleLossKind.Wasserstein)]
    public void Evaluate_NeighboursHeld_GradientEqualsFiniteDifferences(StyleLossKind kind)
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(pooling: PoolingKind.Avg, padding: PaddingKind.Replicate);
        using var objective = Objectives.For(network, Pictures(), Alone with { StyleLoss = kind, ContentWeight = 1 });
        var image = Picture(40, 32, seed: 3);
        objective.Match(image);
        using var gradient = objective.Evaluate(image).Gradient;

        FiniteDifferences.AssertGradient(image, x => objective.Evaluate(x).Values.Total, gradient, step: 1e-3, tolerance: 0.02);
    }

    [Fact]
    public void Evaluate_OwnLayersOfANetworkOfTaps_GradientEqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(
            pooling: PoolingKind.Avg, taps: [TinyNetwork.Tap("relu4_2", "relu2_2", 5, 32, seed: 1), TinyNetwork.Tap("relu3_1", "relu3_1", 7, 32, seed: 2)]);
        var options = Alone with { StyleLoss = StyleLossKind.Gram, ContentWeight = 1, ContentLayers = LayerWeights.Parse("relu4_2"), StyleLayers = LayerWeights.Parse("relu3_1") };
        using var objective = Objectives.For(network, Pictures(), options);
        var image = Picture(40, 32, seed: 3);
        objective.Match(image);
        using var gradient = objective.Evaluate(image).Gradient;

        FiniteDifferences.AssertGradient(image, x => objective.Evaluate(x).Values.Total, gradient, step: 1e-3, tolerance: 0.02);
    }

    [Theory]
    [InlineData(24, 3)]
    [InlineData(36, 1)]
    [InlineData(64, 0)]
    public void Evaluate_InTiles_IsThatOfTheWholePicture(int core, int firstKept)
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create(padding: PaddingKind.Replicate);
        var image = Picture(90, 75, seed: 3);
        using var whole = Objectives.For(network, Pictures(90, 75), Alone);
        using var tiled = Objectives.For(network, Pictures(90, 75), Alone, new TileSettings(core, firstKept));
        whole.Match(image);
        tiled.Restore(whole.Neighbours);
        var (expected, gradient) = whole.Evaluate(image);
        var (actual, ofTiles) = tiled.Evaluate(image);

        Assert.Equal(expected["strokes"], actual["strokes"], 1e-4 * expected["strokes"]);
        Assert.InRange(((ofTiles - gradient).norm() / gradient.norm()).item<float>(), 0, 1e-3f);
    }

    [Fact]
    public void Match_PictureIsTheStyle_NearlyEachPositionIsItsOwnNeighbour()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        var image = Picture(40, 32, seed: 3);
        using var objective = Objectives.For(network, image, image, Alone);
        objective.Match(image);

        Assert.InRange(objective.Neighbours[0].view(-1).data<long>().Index().Count(n => n.Index == n.Item), 76, 80);
        Assert.InRange(objective.Evaluate(image).Values["strokes"], 0, 1e-3);
    }

    // Without the penalty on use, the nearest of them would be the neighbour of all.
    [Fact]
    public void Match_FlatPicture_UsesManyStylePositions()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        var flat = Picture(160, 160, seed: 3).Multiply(0.01f).Add(0.4f);
        using var objective = Objectives.For(network, flat, Picture(16, 16, seed: 4).repeat(1, 1, 10, 10), Alone); // each position 64 times or so
        objective.Match(flat);

        var most = objective.Neighbours[0].view(-1).data<long>().CountBy(n => n).Max(n => n.Value);
        Assert.InRange(most, 1, 40 * 40 / 10);
    }

    [Fact]
    public void Match_SeveralStyles_EachHasItsShareOfThePositions()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        var (first, second) = (new WeightedImage(Picture(64, 48, seed: 5)), new WeightedImage(Picture(64, 48, seed: 6)));
        var pictures = new ObjectivePictures(new WeightedImage(Picture(120, 120, seed: 1)), [new StyleArea([(first, 0.25), (second, 0.75)])]);
        using var objective = Objectives.For(network, pictures, Alone);
        objective.Match(Picture(120, 120, seed: 3));

        var ofFirst = objective.Neighbours[0].view(-1).data<long>().Average(n => n < 16 * 12 ? 1 : 0.0);
        Assert.Equal(0.25, ofFirst, 0.03);
    }

    [Fact]
    public void Match_SeveralStylesInARegion_EachHasItsShareOfTheRegion()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        var region = zeros(1, 1, 120, 120);
        region.narrow(3, 0, 40).FillInPlace(1);
        var image = Picture(120, 120, seed: 3);
        image.narrow(3, 40, 80).copy_(Picture(64, 48, seed: 6).narrow(2, 0, 1).narrow(3, 0, 1)); // outside, all is nearest to the second style
        var (first, second) = (new WeightedImage(Picture(64, 48, seed: 5)), new WeightedImage(Picture(64, 48, seed: 6)));
        var pictures = new ObjectivePictures(new WeightedImage(Picture(120, 120, seed: 1)), [new StyleArea([(first, 0.5), (second, 0.5)], region)]);
        using var objective = Objectives.For(network, pictures, Alone);
        objective.Match(image);

        var ofFirst = objective.Neighbours[0].narrow(1, 0, 10).contiguous().view(-1).data<long>().Average(n => n < 16 * 12 ? 1 : 0.0);
        Assert.Equal(0.5, ofFirst, 0.05);
    }

    [Fact]
    public void Match_RegionsAndMaskedStyle_EachRegionHasItsOwnNeighboursAndHiddenPositionsAreNone()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        var left = zeros(1, 1, 64, 64);
        left.narrow(3, 0, 32).FillInPlace(1);
        var shown = zeros(1, 1, 48, 64);
        shown.narrow(2, 0, 24).FillInPlace(1);
        var masked = new WeightedImage(Picture(64, 48, seed: 5), shown);
        var pictures = new ObjectivePictures(
            new WeightedImage(Picture(64, 64, seed: 1)),
            [new StyleArea([(masked, 1)], left), new StyleArea([(new WeightedImage(Picture(32, 32, seed: 6)), 1)], left.OneMinus())]);
        using var objective = Objectives.For(network, pictures, Alone);
        var image = Picture(64, 64, seed: 3);
        objective.Match(image);
        var (values, gradient) = objective.Evaluate(image);

        Assert.Equal(2, objective.Neighbours.Count);
        Assert.InRange(objective.Neighbours[0].max().item<long>(), 0, (16 * 6) - 1);
        Assert.InRange(objective.Neighbours[1].max().item<long>(), 0, 63);
        Assert.True(double.IsFinite(values.Total));
        Assert.True(gradient.isfinite().all().item<bool>());
    }

    [Theory]
    [InlineData(4, 4)] // one position
    [InlineData(40, 32)]
    public void Evaluate_StyleOfOneColour_IsFinite(int width, int height)
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        using var objective = Objectives.For(network, Picture(40, 32, seed: 1), empty(1, 3, height, width).FillInPlace(0.5), Alone);
        var image = Picture(40, 32, seed: 3);
        objective.Match(image);
        var (values, gradient) = objective.Evaluate(image);

        Assert.True(double.IsFinite(values.Total));
        Assert.True(gradient.isfinite().all().item<bool>());
    }

    [Fact]
    public void Match_MoreStylesThanPositions_FindsANeighbourForEach()
    {
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        var styles = Enumerable.Range(0, 9).Select(s => (new WeightedImage(Picture(16, 16, seed: s)), 1.0 / 9)).ToList();
        using var objective = Objectives.For(network, new ObjectivePictures(new WeightedImage(Picture(8, 8, seed: 20)), [new StyleArea(styles)]), Alone);
        objective.Match(Picture(8, 8, seed: 21));

        Assert.Equal(4, objective.Neighbours[0].numel());
        Assert.InRange(objective.Neighbours[0].max().item<long>(), 0, (9 * 16) - 1);
    }

    [Fact]
    public void MatchAndEvaluate_LeaveNoTensorBehind()
    {
        using var network = TinyNetwork.Create();
        var before = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            using var objective = Objectives.For(network, Pictures(), Alone);
            var image = Picture(40, 32, seed: 3);
            objective.Match(image);
            objective.Evaluate(image);
            objective.Match(image);
        }

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static ObjectivePictures Pictures(int width = 40, int height = 32) =>
        ObjectivePictures.Pair(Picture(width, height, seed: 1), Picture(36, 44, seed: 2));

    private static Tensor Picture(int width, int height, int seed) => RandomImage.Create(width, height, seed);
}
