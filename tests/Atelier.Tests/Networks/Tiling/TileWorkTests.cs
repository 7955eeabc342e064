using Atelier.Networks;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks.Tiling;

public class TileWorkTests
{
    private static readonly NetworkArchitecture Vgg19 = NetworkArchitecture.Vgg19;
    private static readonly int Deepest = Vgg19.IndexOf("relu5_1");
    private static readonly NetworkFootprint Network = NetworkFootprint.Of(Vgg19, [], ["relu1_1", "relu3_1", "relu5_1"], ScalarType.Float32);

    [Fact]
    public void Of_WholeAtRelu51_Is361ThousandMultiplyAddsAPixelEachWay() =>
        Assert.Equal(2 * 361e3, TileWork.Of(Network, Grid(1024, 1024, int.MaxValue), keptBlock: 0) / (1024 * 1024), 2e3);

    [Fact]
    public void Of_OneTileABlock_IsThriceOneWayUnlessItIsKept()
    {
        var whole = TileWork.Of(Network, Grid(500, 700, int.MaxValue), keptBlock: 0);

        Assert.Equal(1.5 * whole, TileWork.Of(Network, Grid(500, 700, 4096), keptBlock: 5), 1e-6 * whole);
        Assert.InRange(TileWork.Of(Network, Grid(500, 700, 4096), keptBlock: 0) / whole, 1, 1.01); // the first convolution again
    }

    [Fact]
    public void Of_MoreKept_IsLessWorkAndMoreMemory()
    {
        var grid = Grid(2048, 2048, 512);

        var found = Enumerable.Range(0, 6).Select(b => (Work: TileWork.Of(Network, grid, b), Bytes: TileWork.BytesKept(Network, grid, b))).ToList();

        Assert.All(found.Zip(found.Skip(1)), pair => Assert.True(pair.First.Work < pair.Second.Work && pair.First.Bytes > pair.Second.Bytes));
        Assert.Equal(0, found[5].Bytes);
    }

    [Fact]
    public void BytesKept_OfABlock_AreTheMapsAskedForAndABitOfEachOtherValue()
    {
        var grid = Grid(2048, 2048, 4096);

        var block3 = TileWork.BytesKept(Network, grid, 2) - TileWork.BytesKept(Network, grid, 3);
        var block1 = TileWork.BytesKept(Network, grid, 0) - TileWork.BytesKept(Network, grid, 1);

        Assert.Equal(512.0 * 512 * ((256 * 4) + (3 * 256 / 8)), block3); // relu3_1, and the gates of the other three
        Assert.Equal(2048.0 * 2048 * 64 / 8, block1); // relu1_1 is computed again
    }

    [Fact]
    public void BytesKept_WithTaps_CountsWhatTheyRead()
    {
        var grid = Grid(2048, 2048, 512);
        var tapped = Network with { Readings = [(Vgg19.IndexOf("relu4_1"), 10), (Vgg19.IndexOf("relu3_1"), 100)] };

        var more = TileWork.BytesKept(tapped, grid, 3) - TileWork.BytesKept(Network, grid, 3);

        Assert.Equal(4 * 10 * grid.Blocks[3].AreaOfAll, more, 1e-6); // of the shallower one nothing is kept
    }

    [Fact]
    public void BytesWaiting_NothingKept_AreMostAtTheSecondBlock()
    {
        // What the second block sees, and its gradient, 64 channels each; and the gradient of what the third sees, 128.
        Assert.Equal(4.0 * ((1024 * 1024 * 2 * 64) + (512 * 512 * 128)), TileWork.BytesWaiting(Network, Grid(2048, 2048, 4096), keptBlock: 5));
    }

    [Fact]
    public void BytesWaiting_AllKept_AreLittleMoreThanWhatIsKept()
    {
        var grid = Grid(8192, 8192, 1024);
        var kept = TileWork.BytesKept(Network, grid, keptBlock: 0);

        Assert.InRange(TileWork.BytesWaiting(Network, grid, keptBlock: 0), kept, 1.5 * kept);
    }

    [Theory]
    [InlineData(300, 900, 128)]
    [InlineData(1000, 70, 96)]
    public void AreaOfAll_EveryBlock_IsTheSumOverTiles(long height, long width, long core) => Assert.All(
        Grid(height, width, core).Blocks,
        block => Assert.Equal(block.Tiles.Sum(t => (double)t.Covers.Height * t.Covers.Width), block.AreaOfAll));

    [Fact]
    public void BytesWaiting_NothingLargeBetweenBlocks_IsTheGradientOfThePicture()
    {
        var narrow = new NetworkArchitecture([[2], [2]]);
        var network = NetworkFootprint.Of(narrow, [], ["relu2_1"], ScalarType.Float32);
        var grid = new TileGrid(narrow, network.Deepest, 512, 512, 4096);

        // Three channels of it, beside the gradient of what the second block saw: two channels.
        Assert.Equal(4.0 * ((512 * 512 * 3) + (256 * 256 * 2)), TileWork.BytesWaiting(network, grid, keptBlock: 2));
    }

    [Fact]
    public void BytesOfATile_InAFile_CountsWhatItLooksAtThere()
    {
        var network = NetworkFootprint.Of(Vgg19, [], ["relu1_1"], ScalarType.Float32, ["relu1_1"]);
        var grid = new TileGrid(Vgg19, network.Deepest, 2048, 2048, 512);

        var more = TileWork.BytesOfATile(network, grid, inFile: true) - TileWork.BytesOfATile(network, grid, inFile: false);

        // Another widest map, the content's, and the picture with its gradient.
        Assert.Equal(4.0 * grid.Blocks[0].LargestArea * (64 + 64 + 3 + 3), more);
    }

    private static TileGrid Grid(long height, long width, long core) => new(Vgg19, Deepest, height, width, core);
}
