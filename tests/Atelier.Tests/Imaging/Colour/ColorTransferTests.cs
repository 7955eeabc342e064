using System.Numerics;
using Atelier.Imaging;
using Atelier.Imaging.Colour;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging.Colour;

public class ColorTransferTests
{
    [Theory]
    [InlineData(ColorMatch.Affine)]
    [InlineData(ColorMatch.Histogram)]
    public void Match_MutedPictures_ReachesThePalettesMeanAndSpread(ColorMatch method)
    {
        var palette = FormulaPictures.Create(50, 40, (x, y) => (0.45 + (0.2 * x), 0.4 + (0.15 * y), 0.35 + (0.1 * Math.Sin(9 * x))));

        // Smooth: no curve could pull a spot of one colour apart.
        var result = ColorGens.Moments(ColorGens.Of(ColorTransfer.Match(Gradient(64, 48), palette, method)));

        var wanted = ColorGens.Moments(ColorGens.Of(palette));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(wanted.Mean[i], result.Mean[i], 0.005);
            Assert.Equal(Math.Sqrt(wanted.Covariance[i, i]), Math.Sqrt(result.Covariance[i, i]), 0.005);
        }
    }

    [Theory]
    [InlineData(ColorMatch.Affine)]
    [InlineData(ColorMatch.Histogram)]
    public void Match_FlatPicture_BecomesThePalettesMean(ColorMatch method)
    {
        var mean = ColorGens.Moments(ColorGens.Of(FormulaPictures.Style)).Mean;

        var result = ColorGens.Of(ColorTransfer.Match(FormulaPictures.Create(20, 15, (_, _) => (0.4, 0.5, 0.6)), FormulaPictures.Style, method));

        Assert.All(result, c => Assert.InRange(Vector3.Distance(c, new Vector3((float)mean[0], (float)mean[1], (float)mean[2])), 0, 0.01));
    }

    [Theory]
    [InlineData(ColorMatch.Affine)]
    [InlineData(ColorMatch.Histogram)]
    public void Match_PictureWithNextToNoContrast_GetsNoContrastOfNoise(ColorMatch method)
    {
        var random = new Random(3);
        var noise = FormulaPictures.Create(40, 30, (_, _) => (0.5 + (random.Next(2) / 255.0), 0.5, 0.5));

        var spread = ColorGens.Moments(ColorGens.Of(ColorTransfer.Match(noise, FormulaPictures.Style, method))).Covariance;

        Assert.All([0, 1, 2], i => Assert.InRange(Math.Sqrt(spread[i, i]), 0, 0.02));
    }

    [Theory]
    [InlineData(ColorMatch.Affine)]
    [InlineData(ColorMatch.Histogram)]
    public void Match_GreyPicture_HasThePalettesMeanColour(ColorMatch method)
    {
        var grey = FormulaPictures.Create(40, 30, (x, _) => (0.2 + (0.6 * x), 0.2 + (0.6 * x), 0.2 + (0.6 * x)));
        var palette = FormulaPictures.Create(50, 40, (x, y) => (0.45 + (0.2 * x), 0.4 + (0.15 * y), 0.35 + (0.1 * Math.Sin(9 * x))));
        var wanted = ColorGens.Moments(ColorGens.Of(palette)).Mean;

        var mean = ColorGens.Moments(ColorGens.Of(ColorTransfer.Match(grey, palette, method))).Mean;

        Assert.All([0, 1, 2], i => Assert.Equal(wanted[i], mean[i], 0.01));
    }

    [Theory]
    [InlineData(ColorMatch.Affine)]
    [InlineData(ColorMatch.Histogram)]
    public void Match_AnyPalette_KeepsTheFormsOfThePicture(ColorMatch method)
    {
        var content = FormulaPictures.Content;

        var result = ColorTransfer.Match(content, FormulaPictures.Style, method);

        Assert.NotEqual(content.Pixels, result.Pixels);
        Assert.All(result.Pixels, v => Assert.InRange(v, 0, 1));
        var byColour = Enumerable.Range(0, content.Width * content.Height).GroupBy(i => Pixel(content, i)).Where(g => g.Count() > 1).ToList();
        Assert.NotEmpty(byColour);
        Assert.All(byColour, equal => Assert.Single(equal.Select(i => Pixel(result, i)).Distinct())); // nothing depends on the place
        var (before, after) = (ColorGens.Of(content), ColorGens.Of(result));
        Assert.All(Enumerable.Range(0, before.Length - 1), i => Assert.True(Vector3.Dot(before[i + 1] - before[i], after[i + 1] - after[i]) >= -1e-4f));
    }

    [Theory]
    [InlineData(ColorMatch.Affine)]
    [InlineData(ColorMatch.Histogram)]
    public void Match_TransparentPixels_CountInNeitherPicture(ColorMatch method)
    {
        var (content, style) = (FormulaPictures.Content, FormulaPictures.Style);

        var result = ColorTransfer.Match(Extended(content), Extended(style), method);

        Assert.Equal((64, 64), (result.Width, result.Height));
        var expected = ColorTransfer.Match(content, style, method);
        Assert.All(expected.Pixels.Zip(result.Pixels), p => Assert.Equal(p.First, p.Second, 1e-4f));
        Assert.Equal(0, result.Alpha![^1]);

        // As the picture, with transparent rows below.
        static Picture Extended(Picture picture) => new(
            picture.Width,
            picture.Height + 16,
            [.. picture.Pixels, .. Enumerable.Repeat(0.9f, 3 * picture.Width * 16)],
            alpha: [.. Enumerable.Repeat(1f, picture.Width * picture.Height), .. new float[picture.Width * 16]]);
    }

    [Fact]
    public void Match_DarkPictureToALightPalette_ClipsNothing()
    {
        // A steep ramp whose light end would leave sRGB by far: neighbours stay apart.
        var ramp = FormulaPictures.Create(64, 1, (x, _) => (0.02 + (0.3 * x * x * x), 0.02 + (0.3 * x * x * x), 0.02 + (0.3 * x * x * x)));
        var light = FormulaPictures.Create(64, 1, (x, _) => (0.6 + (0.4 * x), 0.6 + (0.4 * x), 0.6 + (0.4 * x)));

        var result = ColorTransfer.Match(ramp, light, ColorMatch.Affine);

        var lightness = ColorGens.Of(result).Select(c => c.X).ToArray();
        Assert.All(lightness.Skip(20).Zip(lightness.Skip(21)), p => Assert.True(p.Second > p.First));
    }

    [Fact]
    public void WithColours_MutedPicture_KeepsItsColoursExactlyAndTakesTheLightness()
    {
        var colours = FormulaPictures.Create(40, 30, (x, y) => (0.5 + (0.1 * x), 0.5 - (0.1 * y), 0.45 + (0.1 * y)));
        var painted = FormulaPictures.Create(40, 30, (x, y) => (0.5 + (0.2 * Math.Sin(40 * x)), 0.5 + (0.2 * Math.Sin(40 * x)), 0.5 + (0.2 * Math.Sin(40 * x))));

        var result = ColorGens.Of(Lightness.WithColours(painted, colours));

        Assert.All(result.Zip(ColorGens.Of(colours)), p => Assert.InRange(ColorGens.Chroma(p.First - p.Second), 0, 1e-3f));
        Assert.All(result.Zip(ColorGens.Of(painted)), p => Assert.Equal(p.Second.X, p.First.X, 1e-3f));
    }

    [Fact]
    public void WithColours_LightnessThatDidNotChange_IsThePictureItself()
    {
        var picture = Noise(30, 20, seed: 5);

        var result = Lightness.WithColours(Lightness.Grey(picture), picture);

        Assert.InRange(LargestDifference(picture, result), 0, 1e-3f);
    }

    [Fact]
    public void WithColours_AnyPictures_TurnsNoHueAndAddsNoChroma()
    {
        var (colours, painted) = (Noise(40, 30, seed: 2), Noise(40, 30, seed: 3));

        var (result, before, light) = (ColorGens.Of(Lightness.WithColours(painted, colours)), ColorGens.Of(colours), ColorGens.Of(painted));

        for (var i = 0; i < result.Length; i++)
        {
            Assert.Equal(light[i].X, result[i].X, 2e-3f);
            Assert.True(ColorGens.Chroma(result[i]) <= ColorGens.Chroma(before[i]) + 2e-3f);
            Assert.Equal(0, (before[i].Y * result[i].Z) - (before[i].Z * result[i].Y), 1e-3f);
        }
    }

    [Fact]
    public void Grey_AnyPicture_HasItsLightnessAndNoColour()
    {
        var picture = Noise(20, 20);
        var grey = Lightness.Grey(picture);
        Assert.All(ColorGens.Of(grey).Zip(ColorGens.Of(picture)), p => Assert.Equal(p.Second.X, p.First.X, 1e-4f));
        Assert.All(Enumerable.Range(0, 400), i => Assert.InRange(grey.Pixels.Skip(3 * i).Take(3).Max() - grey.Pixels.Skip(3 * i).Take(3).Min(), 0, 1e-5f));
    }

    private static (float R, float G, float B) Pixel(Picture picture, int i) => (picture.Pixels[3 * i], picture.Pixels[(3 * i) + 1], picture.Pixels[(3 * i) + 2]);
}
