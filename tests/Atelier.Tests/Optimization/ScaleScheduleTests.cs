using Atelier.Optimization;
using CsCheck;

namespace Atelier.Tests.Optimization;

public class ScaleScheduleTests
{
    [Theory]
    [InlineData(512, new[] { 128, 256, 512 }, new[] { 100, 60, 45 })]
    [InlineData(1024, new[] { 128, 256, 512, 1024 }, new[] { 100, 60, 45, 45 })]
    [InlineData(8192, new[] { 128, 256, 512, 1024, 2048, 4096, 8192 }, new[] { 100, 60, 45, 45, 40, 40, 30 })]
    [InlineData(16384, new[] { 128, 256, 512, 1024, 2048, 4096, 8192, 16384 }, new[] { 100, 60, 45, 45, 40, 40, 30, 30 })]
    [InlineData(600, new[] { 128, 256, 512, 600 }, new[] { 100, 60, 45, 11 })] // log₂(600/512) · 45
    [InlineData(130, new[] { 128, 130 }, new[] { 100, 2 })]
    [InlineData(64, new[] { 64 }, new[] { 100 })]
    public void For_Automatic_DoublesFrom128(int size, int[] sides, int[] steps)
    {
        var plan = ScaleSchedule.For(700, 700, new StylizeOptions { Size = size });

        Assert.Equal(sides, plan.Select(s => s.LongestSide));
        Assert.Equal(steps, plan.Select(s => s.Steps));
    }

    [Fact]
    public void For_OneScale_IsThePlainAlgorithm() =>
        Assert.Equal([new Scale(800, 600, 100)], ScaleSchedule.For(800, 600, new StylizeOptions { Size = 800, Scales = 1 }));

    [Fact]
    public void For_BestPreset_HasAsManyStepsAsItHadAt512() =>
        Assert.Equal(
            [(128, 400), (181, 400), (256, 400), (362, 300), (512, 200)],
            ScaleSchedule.For(512, 512, StylizeOptions.For(StylizePreset.Best)).Select(s => (s.LongestSide, s.Steps)));

    [Fact]
    public void For_AnySize_ScalesGrowToIt() =>
        Gen.Select(Gen.Int[16, 9000], Gen.Int[16, 9000], Gen.Double[1.1, 4]).Sample(
            (width, height, factor) =>
            {
                var scales = ScaleSchedule.For(width, height, new StylizeOptions { Size = Math.Max(width, height), ScaleFactor = factor });

                Assert.Equal((width, height), (scales[^1].Width, scales[^1].Height));
                Assert.All(scales.Zip(scales.Skip(1)), pair => Assert.True(pair.First.LongestSide < pair.Second.LongestSide));
                Assert.All(scales, s => Assert.True(s.Steps > 0));
            });

    [Fact]
    public void For_LargerPicture_BeginsWithExactlyTheScalesOfTheSmaller() =>
        Gen.Select(Gen.Int[16, 9000], Gen.Int[16, 9000], Gen.Int[0, 9], Gen.Int[128, 9000], Gen.Double[1.2, 3]).Select((width, height, power, size, factor) =>
            {
                // The small picture has the size of a scale; the large one any size from there.
                var small = ScaleSchedule.For(width, height, new StylizeOptions { Size = (int)Math.Round(128 * Math.Pow(factor, power % 5)), ScaleFactor = factor });
                var large = ScaleSchedule.For(width, height, new StylizeOptions { Size = Math.Max(size, small[^1].LongestSide), ScaleFactor = factor });
                return (Small: small, Large: large);
            })
            .Where(plans => Math.Min(plans.Small[^1].Width, plans.Small[^1].Height) >= 16)
            .Sample(plans => Assert.Equal(plans.Small, plans.Large.Take(plans.Small.Count)));
}
