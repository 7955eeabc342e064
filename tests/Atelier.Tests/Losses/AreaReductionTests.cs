using Atelier.Losses.Pixels;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Tests.Networks;
using CsCheck;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

/// <summary>Pictures reduced by area, and the way back.</summary>
public class AreaReductionTests
{
    [Fact]
    public void Of_AnySizes_IsTheMeanOfEachArea() =>
        Sizes.Sample(
            (width, height, w, h) =>
            {
                using var scope = NewDisposeScope();
                var image = RandomImage.Create(width, height, seed: width);
                using var reduction = new AreaReduction((height, width), (h, w), CPU);

                var expected = PictureTensors.ToTensor(AreaMean.Of(PictureTensors.ToPicture(image), w, h), CPU);
                Assert.InRange((reduction.Of(image) - expected).abs().max().item<float>(), 0, 1e-6);
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void AddTransposed_AnySizes_IsTheTranspose() =>
        Sizes.Sample(
            (width, height, w, h) =>
            {
                using var scope = NewDisposeScope();
                var (image, small) = (RandomImage.Create(width, height, seed: 1), RandomImage.Create(w, h, seed: 2));
                var pixels = WeightedStatisticsTests.Places(width, height, seed: 3);
                using var reduction = new AreaReduction((height, width), (h, w), CPU);
                var (sum, before) = (RandomImage.Create(width, height, seed: 4), RandomImage.Create(width, height, seed: 4));

                reduction.AddTransposed(small, sum, pixels);

                var expected = (reduction.Of(image, pixels) * small).sum().item<float>();
                Assert.Equal(expected, ((sum - before) * image).sum().item<float>(), 1e-4 * expected);
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void BothWays_InManyBands_AreThoseOfRowsAlone()
    {
        using var scope = NewDisposeScope();
        var (width, height, w, h) = (3000, 2000, 517, 341); // five bands, none of which ends where an area does
        var image = RandomImage.Create(width, height, seed: 1);
        using var reduction = new AreaReduction((height, width), (h, w), CPU);
        Assert.InRange(RowBands.Of(image).Count(), 3, 10);

        var reduced = reduction.Of(image);
        var spread = zeros_like(image);
        reduction.AddTransposed(reduced, spread);

        // The rows that an area in the middle covers, by hand.
        var (y, x) = (233, 100);
        var (top, left) = ((double)y * height / h, (double)x * width / w);
        var expected = 0.0;
        for (var row = (int)top; row < top + ((double)height / h); row++)
        {
            for (var column = (int)left; column < left + ((double)width / w); column++)
            {
                expected += image[0, 1, row, column].item<float>() * Covered(row, top, (double)height / h) * Covered(column, left, (double)width / w);
            }
        }

        Assert.Equal(expected, reduced[0, 1, y, x].item<float>(), 1e-5);
        Assert.Equal(reduced.Square().sum().item<float>(), (spread * image).sum().item<float>(), 1e-3 * reduced.Square().sum().item<float>());

        static double Covered(int pixel, double start, double length) => (Math.Min(pixel + 1, start + length) - Math.Max(pixel, start)) / length;
    }

    [Fact]
    public void Of_TheSameSize_IsThePictureItself()
    {
        using var scope = NewDisposeScope();
        var image = RandomImage.Create(31, 17, seed: 1);
        using var reduction = new AreaReduction((17, 31), (17, 31), CPU);

        Assert.Equal(0, (reduction.Of(image) - image).abs().max().item<float>());
    }

    private static Gen<(int Width, int Height, int SmallWidth, int SmallHeight)> Sizes { get; } =
        from width in Gen.Int[1, 90]
        from height in Gen.Int[1, 90]
        from w in Gen.OneOf(Gen.Int[1, width], Gen.Const(Math.Max(1, width - 1))) // one off, too
        from h in Gen.OneOf(Gen.Int[1, height], Gen.Const(Math.Max(1, height - 1)))
        select (width, height, w, h);
}
