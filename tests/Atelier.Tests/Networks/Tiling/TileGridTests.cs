using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using CsCheck;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks.Tiling;

public class TileGridTests
{
    private static readonly string[] Layers = [.. TinyNetwork.Architecture.Layers.Select(l => l.Name)];

    [Fact]
    public void Margins_OfVgg19ToRelu51_AreTheConvolutionsOfEachBlock()
    {
        var grid = new TileGrid(NetworkArchitecture.Vgg19, NetworkArchitecture.Vgg19.IndexOf("relu5_1"), 2048, 2048, 512);

        Assert.Equal([2, 2, 4, 4, 1], grid.Blocks.Select(b => b.Margin));
    }

    [Fact]
    public void Tiles_DeeperBlocks_HoldAsManyValues()
    {
        var grid = new TileGrid(NetworkArchitecture.Vgg19, NetworkArchitecture.Vgg19.IndexOf("relu5_1"), 8192, 8192, 512);

        var values = grid.Blocks.Take(3).Select((b, i) => b.Tiles.Max(t => t.Core.Height * t.Core.Width) * (64 << i)).ToList();
        Assert.All(values, v => Assert.InRange(v, 0.85 * 512 * 512 * 64, 1.02 * 512 * 512 * 64));
    }

    [Fact]
    public void Cores_AnySizes_AreEveryPlaceOfEveryBlockOnce() =>
        Gen.Select(Gen.Int[4, 150], Gen.Int[4, 150], Gen.Int[1, 100], Gen.Int[0, 1]).Sample(
            (height, width, core, reach) =>
            {
                using var scope = NewDisposeScope();
                var grid = Grid(height, width, core, reach);
                foreach (var (b, block) in grid.Blocks.Index())
                {
                    var count = zeros(block.Height, block.Width);
                    var pooled = zeros(block.Height / 2, block.Width / 2);
                    foreach (var tile in block.Tiles)
                    {
                        tile.Core.Of(count).AddInPlace(1);
                        tile.PooledCore.Of(pooled).AddInPlace(1);
                        Assert.Equal(tile.Core.Grown(block.Margin, block.Height, block.Width), tile.Covers);
                    }

                    Assert.Equal((1f, 1f), (count.min().item<float>(), count.max().item<float>()));
                    if (block.IsPooled)
                    {
                        Assert.Equal((grid.Blocks[b + 1].Height, grid.Blocks[b + 1].Width), (block.Height / 2, block.Width / 2));
                        Assert.Equal((1f, 1f), (pooled.min().item<float>(), pooled.max().item<float>()));
                    }
                }
            },
            iter: 200,
            threads: 1);

    [Theory]
    [InlineData(PoolingKind.Max, PaddingKind.Zero)]
    [InlineData(PoolingKind.Avg, PaddingKind.Replicate)]
    public void Forward_TilesOfAnyPicture_HaveTheFeaturesOfTheWholeInTheirCores(PoolingKind pooling, PaddingKind padding) =>
        Gen.Select(Gen.Int[4, 90], Gen.Int[4, 90], Gen.Int[8, 60], Gen.Int[0, 1]).Sample(
            (height, width, core, reach) =>
            {
                using var scope = NewDisposeScope();
                using var network = TinyNetwork.Create(pooling: pooling, padding: padding);
                using var image = RandomImage.Create(width, height, seed: width);
                using var expected = network.Forward(image, Layers[..^1]);
                var grid = Grid(height, width, core, reach);
                var seen = new HashSet<string>();
                using var pass = new BlockPass(network, grid, image, Layers[..^1], TileSettings.Whole);
                pass.Forward(maps =>
                {
                    foreach (var name in maps.Layers)
                    {
                        var stride = TinyNetwork.Architecture.Layers[network.IndexOf(name)].Stride;
                        var (covers, own) = maps.WindowsOf(name);
                        var places = own.Grown(reach, height / stride, width / stride);
                        Assert.True(allclose(places.Of(expected[name]), places.Within(covers).Of(maps[name]), rtol: 1e-4, atol: 1e-5), name);
                        seen.Add(name);
                    }
                });
                Assert.Equal(Layers.Length - 1, seen.Count);
            },
            iter: 30,
            threads: 1);

    [Fact]
    public void Tiles_PictureSmallerThanATile_AreOneABlock()
    {
        var grid = Grid(40, 30, core: 64, reach: 0);

        Assert.Equal([Window.Of(40, 30), Window.Of(20, 15), Window.Of(10, 7)], grid.Blocks.Select(b => Assert.Single(b.Tiles).Covers));
    }

    private static TileGrid Grid(long height, long width, long core, long reach) =>
        new(TinyNetwork.Architecture, TinyNetwork.Architecture.IndexOf("relu3_1"), height, width, core, reach);
}
