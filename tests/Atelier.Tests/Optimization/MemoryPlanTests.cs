using System.Text.RegularExpressions;
using Atelier.Networks;
using Atelier.Optimization;
using static TorchSharp.torch;

namespace Atelier.Tests.Optimization;

public class MemoryPlanTests
{
    private const long GiB = 1L << 30;

    private static readonly Scale Square1024 = new(1024, 1024, 75);
    private static readonly Scale Square4096 = new(4096, 4096, 75);
    private static readonly Scale Square8192 = new(8192, 8192, 75);

    [Fact]
    public void For_PictureThatFits_IsWholeWithTheHistoryAskedFor()
    {
        var plan = Plan(Square1024, new StylizeOptions(), 4 * GiB);

        Assert.True(plan.Tiles.IsWhole);
        Assert.Equal(OptimizerKind.Lbfgs, plan.Optimizer);
        Assert.Equal(MemoryModel.HistorySize(3L * 1024 * 1024, new StylizeOptions()), plan.HistorySize);
        Assert.Equal(MemoryModel.Bytes(Square1024, new StylizeOptions(), Vgg19()), plan.Memory);
    }

    [Fact]
    public void For_StyleThatDoesNotFitAsAWhole_IsInTiles() =>
        Assert.False(MemoryPlan.For([Square1024], new StylizeOptions(), _ => Vgg19(), _ => new ScalePictures(LargestStyle: 20_000_000), 4 * GiB).Scales[0].Tiles.IsWhole);

    [Theory]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void For_AnyBudget_StaysWithinIt(double gibibytes)
    {
        foreach (var side in new[] { 512, 1000, 2048, 3001 })
        {
            var budget = (long)(gibibytes * GiB);
            Assert.InRange(Plan(new Scale(side, side * 3 / 4, 75), new StylizeOptions(), budget, scratch: 20 * GiB).Memory, 1, budget);
        }
    }

    [Fact]
    public void For_LessAndLessMemory_GoesFromLongHistoryToShortAndToAdam()
    {
        var plans = new[] { 30.0, 12, 8, 5, 4 }.Select(g => Plan(Square4096, new StylizeOptions(), (long)(g * GiB))).ToList();

        Assert.All(plans.Zip(plans.Skip(1)), pair => Assert.True(pair.First.Memory > pair.Second.Memory));
        Assert.Equal(OptimizerKind.Lbfgs, plans[0].Optimizer);
        Assert.Equal(OptimizerKind.Adam, plans[^1].Optimizer);
        var inTiles = plans.Where(p => p is { Optimizer: OptimizerKind.Lbfgs, Tiles.IsWhole: false }).ToList();
        Assert.True(inTiles.Count >= 2, $"{inTiles.Count}");
        Assert.All(inTiles, p => Assert.InRange(p.HistorySize, 10, 100));
        Assert.All(inTiles.Zip(inTiles.Skip(1)), pair => Assert.True(pair.First.HistorySize >= pair.Second.HistorySize));
    }

    [Fact]
    public void For_8192PixelsIn6GiB_NeedsScratchSpaceAndSaysSo()
    {
        var error = Assert.Throws<StylizeException>(() => Plan(Square8192, new StylizeOptions(), 6 * GiB));
        var plan = Plan(Square8192, new StylizeOptions(), 6 * GiB, scratch: 30 * GiB);

        Assert.Contains("Scratch FOLDER", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.True(plan.UsesScratch);
        Assert.InRange(plan.Scratch, 4 * GiB, 30 * GiB);
    }

    [Fact]
    public void For_400MegapixelsIn4GiB_HasAllPicturesOnTheDisk()
    {
        var (scale, content) = (new Scale(20_000, 20_000, 1), new ScalePictures(InMemory: 400_000_000));
        var error = Assert.Throws<StylizeException>(() => MemoryPlan.For([scale], new StylizeOptions(), _ => Vgg19(), _ => content, 4 * GiB));
        var onDisk = content with { InMemory = 0, InFiles = content.InMemory, IsInFile = true };
        var plan = MemoryPlan.For([scale], new StylizeOptions(), _ => Vgg19(), _ => onDisk, 4 * GiB, scratch: 80 * GiB).Scales[0];

        Assert.Contains("Scratch FOLDER with", error.Message);
        Assert.Equal(OptimizerKind.Adam, plan.Optimizer);
        Assert.InRange(plan.Memory, 1, 4 * GiB);
        Assert.InRange(plan.NewOnDisk, 10 * 12 * 400_000_000L, 80 * GiB);
    }

    [Fact]
    public void For_MasksBeyondMemory_SaysWhatHasThem()
    {
        var pictures = new ScalePictures(InFiles: 400_000_000, IsInFile: true, Masks: 2);
        var error = Assert.Throws<StylizeException>(() => MemoryPlan.For(
            [new Scale(20_000, 20_000, 1)], new StylizeOptions { Scratch = "/var/tmp" }, _ => Vgg19(), _ => pictures, 4 * GiB, scratch: 80 * GiB));

        Assert.Contains("without Region and transparency", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void For_Refusal_NamesASizeThatFits()
    {
        var error = Assert.Throws<StylizeException>(() => Plan(Square8192, new StylizeOptions { Memory = new MemorySize(2 * GiB) }, 2 * GiB));

        Assert.Contains("Memory allows 2GiB", error.Message);
        var size = int.Parse(Regex.Match(error.Message, " Size ([0-9]+)").Groups[1].Value);
        Assert.InRange(size, 1024, 8191);
        Plan(new Scale(size, size, 75), new StylizeOptions(), 2 * GiB);
    }

    [Fact]
    public void For_TooLittleForOneTile_SaysWhatOneNeeds()
    {
        var error = Assert.Throws<StylizeException>(() => Plan(Square1024, new StylizeOptions(), 300L << 20));

        Assert.Contains("needs at least", error.Message);
        Assert.Contains("only 300 MiB can be used", error.Message);
        Assert.DoesNotContain(" Size ", error.Message); // no size would do
    }

    [Fact]
    public void For_MethodsOfTheRunThatIsResumed_AreKeptWhereTheyFit()
    {
        var before = Plan(Square4096, new StylizeOptions(), 6 * GiB);

        Assert.Equal(before.Method, Resumed(8 * GiB).Method);
        Assert.NotEqual(before.Method, Resumed(4 * GiB).Method);

        ScaleMemory Resumed(long budget) => MemoryPlan.For(
            [Square4096], new StylizeOptions(), _ => Vgg19(), _ => new ScalePictures(), budget, methods: [before.Method]).Scales[0];
    }

    [Fact]
    public void For_TileGiven_IsThatTile()
    {
        Assert.Equal(256, Plan(Square1024, new StylizeOptions { Tile = 256 }, 30 * GiB).Tiles.Core);
        Assert.Contains("Tile 4096", Assert.Throws<StylizeException>(() => Plan(Square4096, new StylizeOptions { Tile = 4096 }, 6 * GiB)).Message);
    }

    private static ScaleMemory Plan(Scale scale, StylizeOptions options, long budget, long scratch = 0) =>
        MemoryPlan.For([scale], options, _ => Vgg19(), _ => default, budget, scratch).Scales[0];

    private static NetworkFootprint Vgg19() => NetworkFootprint.Of(
        NetworkArchitecture.Vgg19, [], ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1"], ScalarType.BFloat16, ["relu4_2"]);
}
