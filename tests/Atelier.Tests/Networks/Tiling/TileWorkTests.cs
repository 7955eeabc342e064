using Atelier.Networks;
using Atelier.Networks.Tiling;

namespace Atelier.Tests.Networks.Tiling;

public class TileWorkTests
{
    private static readonly NetworkArchitecture Vgg19 = NetworkArchitecture.Vgg19;
    private static readonly int Deepest = Vgg19.IndexOf("relu5_1");

    [Fact]
    public void OfWhole_AtRelu51_Is361ThousandMultiplyAddsAPixelEachWay() =>
        Assert.Equal(2 * 361e3, TileWork.OfWhole(Vgg19, Deepest, 1024, 1024) / (1024 * 1024), 2e3);

    [Fact]
    public void Of_OneTile_IsThatOfTheWhole() =>
        Assert.Equal(TileWork.OfWhole(Vgg19, Deepest, 500, 700), TileWork.Of(Vgg19, Grid(500, 700, 1024), int.MaxValue), 1e-6);

    [Fact]
    public void Of_MoreKept_IsLessWorkAndMoreMemory()
    {
        var grid = Grid(2048, 2048, 512);
        var network = NetworkFootprint.Of(Vgg19, [], ["relu5_1"], TorchSharp.torch.ScalarType.Float32);
        int[] starts = [0, .. Vgg19.Layers.Index().Where(l => l.Item.Kind == LayerKind.Pool).Select(l => l.Index + 1)];

        var found = starts.Select(s => (Work: TileWork.Of(Vgg19, grid, s), Values: TileWork.ValuesKept(network, grid, s))).ToList();

        Assert.All(found.Zip(found.Skip(1)), pair => Assert.True(pair.First.Work < pair.Second.Work && pair.First.Values > pair.Second.Values));
        Assert.Equal(2.0 / 3, found[0].Work / TileWork.Of(Vgg19, grid, int.MaxValue), 0.05); // all but the last tile are passed thrice
    }

    [Fact]
    public void ValuesKept_WithTaps_CountsWhatTheyRead()
    {
        var grid = Grid(2048, 2048, 512);
        var (plain, from) = (NetworkFootprint.Of(Vgg19, [], ["relu5_1"], TorchSharp.torch.ScalarType.Float32), Vgg19.IndexOf("relu4_1"));
        var tapped = plain with { Readings = [(from, 10), (Vgg19.IndexOf("relu3_1"), 100)] };
        var last = grid.Tiles[^1].Covers(from);

        var more = TileWork.ValuesKept(tapped, grid, from) - TileWork.ValuesKept(plain, grid, from);

        Assert.Equal(10 * (grid.AreaOfAll(from) - ((double)last.Height * last.Width)), more, 1e-6); // of the shallower one nothing is kept
    }

    [Theory]
    [InlineData(300, 900, 128)]
    [InlineData(1000, 70, 96)]
    public void AreaOfAll_EveryLayer_IsTheSumOverTiles(long height, long width, long core)
    {
        var grid = Grid(height, width, core);
        for (var layer = 0; layer <= Deepest; layer++)
        {
            Assert.Equal(grid.Tiles.Sum(t => (double)t.Covers(layer).Height * t.Covers(layer).Width), grid.AreaOfAll(layer));
        }
    }

    private static TileGrid Grid(long height, long width, long core) => new(Vgg19, Deepest, height, width, core);
}
