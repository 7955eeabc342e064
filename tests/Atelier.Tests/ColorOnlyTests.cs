using Atelier.Imaging;
using Atelier.Losses;

namespace Atelier.Tests;

public class ColorOnlyTests
{
    private static readonly StylizeOptions Only = new() { Size = 64, Color = ColorMode.Only };

    private static readonly Picture Red = FormulaPictures.Create(30, 30, (x, y) => (0.5 + (0.3 * x), 0.3 * y, 0.1));

    private static readonly Picture Blue = FormulaPictures.Create(50, 20, (x, y) => (0.1, 0.3 * y, 0.5 + (0.3 * x)));

    [Fact]
    public void Run_SeveralStyles_MixesTheirColoursByTheirWeights()
    {
        var last = double.PositiveInfinity;
        foreach (var weights in new[] { "1,0", "3,1", "1,1", "1,3", "0,1" })
        {
            var red = Mean(Stylizer.Run(new StylizePictures(FormulaPictures.Content, Red, Blue), Only with { StyleWeights = StyleWeights.Parse(weights) }).Picture, 0, 64);
            Assert.True(red < last);
            last = red;
        }

        Assert.Equal(
            Stylizer.Run(FormulaPictures.Content, Red, Only).Picture.Pixels,
            Stylizer.Run(new StylizePictures(FormulaPictures.Content, Red, Blue), Only with { StyleWeights = StyleWeights.Parse("1,0") }).Picture.Pixels);
    }

    [Fact]
    public void Run_Regions_GivesEachPartItsColours()
    {
        var pictures = new StylizePictures(FormulaPictures.Content, Red) { Regions = [new StyleRegion(RightHalf, Blue)] };

        var result = Stylizer.Run(pictures, Only).Picture;

        Assert.True(Mean(result, 0, 32) > Mean(result, 32, 64) + 0.3);
    }

    [Fact]
    public void Run_ElsewhereKeep_LeavesThePhotograph()
    {
        var pictures = new StylizePictures(FormulaPictures.Content) { Regions = [new StyleRegion(RightHalf, Blue)] };

        var result = Stylizer.Run(pictures, Only with { Elsewhere = OutsideRegions.Keep }).Picture;

        for (var i = 0; i < 3 * 64 * 48; i++)
        {
            if (i / 3 % 64 < 32)
            {
                Assert.Equal(FormulaPictures.Content.Pixels[i], result.Pixels[i]);
            }
        }
    }

    [Fact]
    public void Run_StyleMask_CountsTheWhitePartAlone()
    {
        var half = FormulaPictures.Create(60, 30, (x, y) => x < 0.5 ? (0.5 + (0.6 * x), 0.3 * y, 0.1) : (0.1, 0.3 * y, 0.5 + (0.3 * x)));
        var white = FormulaPictures.Create(60, 30, (x, _) => x < 0.5 ? (1, 1, 1) : (0, 0, 0));
        var region = new StyleRegion(FormulaPictures.Create(4, 4, (_, _) => (1, 1, 1)), new StylePicture(half) { Mask = white });

        var result = Stylizer.Run(new StylizePictures(FormulaPictures.Content, Blue) { Regions = [region] }, Only).Picture;

        Assert.InRange(Mean(result, 0, 64), 0.55, 0.75);
    }

    private static Picture RightHalf { get; } = FormulaPictures.Create(64, 48, (x, _) => x < 0.5 ? (0, 0, 0) : (1, 1, 1));

    // Of red, between two columns.
    private static double Mean(Picture picture, int from, int to) =>
        Enumerable.Range(0, picture.Width * picture.Height).Where(i => i % picture.Width >= from && i % picture.Width < to).Average(i => picture.Pixels[3 * i]);
}
