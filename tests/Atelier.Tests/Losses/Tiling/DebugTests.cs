using Atelier.Losses;
using Atelier.Losses.Tiling;
using Atelier.Networks;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses.Tiling;

public class DebugTilingTests
{
    [Fact]
    public void Debug()
    {
        using var scope = NewDisposeScope();
        var text = new System.Text.StringBuilder();
        var (width, height) = (77, 66);
        var left = zeros(1, 1, height, width);
        left.narrow(3, 0, 30).fill_(1);
        var soft = WeightedStatisticsTests.Places(width, height, seed: 5) * (1 - left);
        Tensor Style(int w, int h, int seed) => (RandomImage.Create(w, h, seed) * tensor(new[] { 0.5f, 0.3f, 0.2f }, [1, 3, 1, 1])) + 0.3f;
        var first = new WeightedImage(Style(51, 40, 3), WeightedStatisticsTests.Places(51, 40, seed: 4));
        var second = new WeightedImage(Style(30, 70, 6));
        var plain = new WeightedImage(RandomImage.Create(width, height, seed: 1));
        var content = plain with { Weights = WeightedStatisticsTests.Places(width, height, seed: 2) };
        var variants = new Dictionary<string, TargetPictures>
        {
            ["full"] = new(content, [new StyleArea([(first, 0.3), (second, 0.7)], left), new StyleArea([(second, 1)], soft)], (left + soft).clamp_max(1)),
            ["nokept"] = new(content, [new StyleArea([(first, 0.3), (second, 0.7)], left), new StyleArea([(second, 1)], soft)]),
            ["noweights"] = new(plain, [new StyleArea([(first, 0.3), (second, 0.7)], left), new StyleArea([(second, 1)], soft)]),
            ["left"] = new(plain, [new StyleArea([(second, 1)], left)]),
            ["soft"] = new(plain, [new StyleArea([(second, 1)], soft)]),
            ["plain"] = new(plain, [new StyleArea([(second, 1)])]),
            ["weightsonly"] = new(content, [new StyleArea([(second, 1)])]),
        };
        var all = new StylizeOptions { ContentLayers = LayerWeights.Parse("relu2_2,conv3_1:0.5"), StyleLayers = LayerWeights.Parse("relu1_1,relu2_1:2,relu3_1"), TvWeight = 0.1 };
        var image = (RandomImage.Create(width, height, seed: 9) * 1.2f) - 0.1f;
        foreach (var (name, pictures) in variants)
        {
            foreach (var options in new[] { all, all with { ContentWeight = 0, TvWeight = 0, RangeWeight = 0 }, all with { StyleWeight = 0, TvWeight = 0, RangeWeight = 0 }, all with { StyleWeight = 1e-20 } })
            {
                foreach (var tiling in new[] { new TileSettings(24), new TileSettings(64), new TileSettings(100) })
                {
                    using var network = TinyNetwork.Create();
                    using var whole = Targets.For(network, pictures, options);
                    using var tiled = Targets.For(network, pictures, options, tiling);
                    var (a, ga) = whole.Evaluate(image);
                    var (b, gb) = tiled.Evaluate(image);
                    var d = (ga - gb).abs().amax([0, 1]);
                    var at = d.argmax().item<long>();
                    var bad = d.gt(1e-4 * ga.abs().max()).sum().item<long>();
                    text.AppendLine($"{name} w{options.ContentWeight}/{options.StyleWeight} tile {tiling.Core}: apart {((gb - ga).norm() / ga.norm()).item<float>():E2} at ({at / width},{at % width}) max {d.max().item<float>():E2} of {ga.abs().max().item<float>():E2}, {bad} bad; values {b.Content / a.Content - 1:E1} {b.Style / a.Style - 1:E1} {b.TotalVariation / a.TotalVariation - 1:E1}");
                }
            }
        }

        Assert.Fail(text.ToString());
    }
}
