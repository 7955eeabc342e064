using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using Atelier.Tests.Networks;
using static TorchSharp.torch;

namespace Atelier.Tests.Losses;

public class StrengthMetricTests
{
    private static readonly StylizeOptions Small = SmallRun.Options;
    private static readonly Picture Content = PictureResizer.Resize(FormulaPictures.Content, 64, 48);
    private static readonly Picture Style = PictureResizer.Resize(FormulaPictures.Style, 64, 48);

    [Fact]
    public void Measure_ThePhotograph_IsNothing() => Assert.Equal(0, Measure(Content), 1e-6);

    [Fact]
    public void Measure_TheStyleItself_IsAllOfItOrNearly() => Assert.InRange(Measure(Style), 0.85, 1);

    [Fact]
    public void Measure_FromPhotographToStyle_Rises()
    {
        double[] strengths = [.. Enumerable.Range(0, 11).Select(i => Measure(Mixed(i / 10f)))];

        Assert.Equal(strengths.Order().Distinct(), strengths);
    }

    [Theory]
    [InlineData("style-loss", "wasserstein")]
    [InlineData("normalization", "gatys")]
    [InlineData("content-weight", "50")]
    [InlineData("style-weight", "3")]
    [InlineData("tv-weight", "30")]
    public void Measure_WhateverTheRunMinimises_IsTheSame(string name, string value)
    {
        var options = StylizeOption.All.Single(o => o.Name == name).With(Small, value);

        Assert.Equal(Measure(Mixed(0.4f)), Measure(Mixed(0.4f), options), 1e-6);
    }

    [Fact]
    public void Measure_APartThatIsPainted_CountsAsIfItWereThePicture()
    {
        var whole = Measure(Mixed(0.5f));

        // The left half, of which the right half is the mirror image, is painted, and measured as a region of its own.
        var half = Measure(Mixed(0.5f), Small, part: true);

        Assert.InRange(half, whole - 0.12, whole + 0.12);
    }

    [Fact]
    public void Measure_AStyleThatIsThePhotograph_IsANumber() => Assert.InRange(Measure(Mixed(0.1f), Small, style: Content), 0, 1);

    private static Picture Mixed(float share) => new(64, 48, [.. Content.Pixels.Zip(Style.Pixels, (c, s) => c + (share * (s - c)))]);

    private static double Measure(Picture picture, StylizeOptions? options = null, bool part = false, Picture? style = null)
    {
        options ??= Small;
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Load(options);
        var mask = zeros(1, 1, 48, 64);
        mask.narrow(3, 0, 32).FillInPlace(1);
        var area = new StyleArea([(new WeightedImage(PictureTensors.ToTensor(style ?? Style, CPU)), 1)], part ? mask : null);
        var pictures = new ObjectivePictures(new WeightedImage(PictureTensors.ToTensor(Content, CPU)), [area], part ? mask : null);
        using var metric = new StrengthMetric(new ObjectiveInputs(network.Features, pictures, options, TileSettings.Whole));
        return metric.Measure(PictureTensors.ToTensor(picture, CPU));
    }
}
