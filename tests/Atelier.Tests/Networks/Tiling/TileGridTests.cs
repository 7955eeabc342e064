using Atelier.Networks;
using Atelier.Networks.Tiling;
using CsCheck;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks.Tiling;

public class TileGridTests
{
    private static readonly string[] Layers = [.. TinyNetwork.Architecture.Layers.Select(l => l.Name)];

    [Fact]
    public void Margins_OfVgg19ToRelu51_AreItsReceptiveField()
    {
        var margins = TileGrid.Margins(NetworkArchitecture.Vgg19, NetworkArchitecture.Vgg19.IndexOf("relu5_1"), reach: 0);

        // 16 + 2·70 = 156 pixels, as is known of relu5_1.
        Assert.Equal([70, 34, 16, 6, 1, 0], margins);
    }

    [Fact]
    public void Cores_AnySizes_AreEveryPlaceOfEveryLayerOnce() =>
        Gen.Select(Gen.Int[4, 150], Gen.Int[4, 150], Gen.Int[4, 100], Gen.Int[0, 1]).Sample(
            (height, width, core, reach) =>
            {
                using var scope = NewDisposeScope();
                var grid = Grid(height, width, core, reach);
                for (var layer = 0; layer <= grid.Deepest; layer++)
                {
                    var (h, w) = grid.SizeAt(layer);
                    var count = zeros(h, w);
                    foreach (var tile in grid.Tiles)
                    {
                        tile.Core(layer).Of(count).add_(1);
                        Assert.Equal(tile.Core(layer).Grown(reach, h, w), Intersection(tile.Core(layer).Grown(reach, h, w), tile.Covers(layer)));
                    }

                    Assert.Equal((1f, 1f), (count.min().item<float>(), count.max().item<float>()));
                }
            },
            iter: 200,
            threads: 1);

    [Theory]
    [InlineData(PoolingKind.Max, PaddingKind.Zero)]
    [InlineData(PoolingKind.Avg, PaddingKind.Replicate)]
    public void Forward_TileOfAnyPicture_HasTheFeaturesOfTheWholeInItsCore(PoolingKind pooling, PaddingKind padding) =>
        Gen.Select(Gen.Int[4, 90], Gen.Int[4, 90], Gen.Int[8, 60], Gen.Int[0, 1]).Sample(
            (height, width, core, reach) =>
            {
                using var scope = NewDisposeScope();
                using var network = TinyNetwork.Create(pooling: pooling, padding: padding);
                using var image = RandomImage.Create(width, height, seed: width);
                using var expected = network.Forward(image, Layers[..^1]);
                var grid = Grid(height, width, core, reach);
                foreach (var frame in grid.Tiles)
                {
                    using var maps = network.Forward(frame.Pixels.Of(image), Layers[..^1], frame, keepFrom: int.MaxValue);
                    foreach (var (layer, name) in Layers[..^1].Index())
                    {
                        var (h, w) = grid.SizeAt(layer);
                        var places = frame.Core(layer).Grown(reach, h, w);
                        Assert.True(allclose(places.Of(expected[name]), places.Within(frame.Covers(layer)).Of(maps[name]), rtol: 1e-4, atol: 1e-5), name);
                    }
                }
            },
            iter: 30,
            threads: 1);

    [Fact]
    public void Tiles_PictureSmallerThanATile_AreOne()
    {
        var grid = Grid(40, 30, core: 64, reach: 0);

        Assert.Equal(Window.Of(40, 30), Assert.Single(grid.Tiles).Pixels);
    }

    private static TileGrid Grid(long height, long width, long core, long reach) =>
        new(TinyNetwork.Architecture, TinyNetwork.Architecture.IndexOf("relu3_1"), height, width, core, reach);

    private static Window Intersection(Window a, Window b) =>
        new(Math.Max(a.Top, b.Top), Math.Max(a.Left, b.Left), Math.Min(a.Bottom, b.Bottom), Math.Min(a.Right, b.Right));
}
