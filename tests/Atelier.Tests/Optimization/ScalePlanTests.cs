using Atelier.Optimization;
using CsCheck;

namespace Atelier.Tests.Optimization;

public class ScalePlanTests
{
    [Theory]
    [InlineData(512, new[] { 128, 256, 512 })]
    [InlineData(1024, new[] { 128, 256, 512, 1024 })]
    [InlineData(600, new[] { 128, 256, 600 })]
    [InlineData(130, new[] { 130 })]
    [InlineData(64, new[] { 64 })]
    public void For_Automatic_DoublesFrom128(int size, int[] sides) =>
        Assert.Equal(sides, ScalePlan.For(size, size, new StylizeOptions()).Select(s => s.LongestSide));

    [Fact]
    public void For_OneScale_IsThePlainAlgorithm() =>
        Assert.Equal([new Scale(800, 600, 75)], ScalePlan.For(800, 600, new StylizeOptions { Scales = 1 }));

    [Fact]
    public void For_AnySize_ScalesGrowToIt() =>
        Gen.Select(Gen.Int[16, 9000], Gen.Int[16, 9000], Gen.Double[1.1, 4]).Sample(
            (width, height, factor) =>
            {
                var scales = ScalePlan.For(width, height, new StylizeOptions { ScaleFactor = factor });

                Assert.Equal((width, height), (scales[^1].Width, scales[^1].Height));
                Assert.All(scales.Zip(scales.Skip(1)), pair => Assert.True(pair.First.LongestSide < pair.Second.LongestSide));
            });

    [Fact]
    public void For_LargerPicture_BeginsWithTheScalesOfTheSmaller() =>
        Gen.Int[3, 6].Sample(power =>
        {
            var small = ScalePlan.For(64 << power, 64 << power, new StylizeOptions()).Select(s => s.LongestSide).ToArray();
            var large = ScalePlan.For(8192, 8192, new StylizeOptions()).Select(s => s.LongestSide);
            Assert.Equal(small, large.Take(small.Length));
        });
}
