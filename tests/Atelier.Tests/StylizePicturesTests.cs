using Atelier.Imaging;
using Atelier.Imaging.Colour;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using Atelier.Tests.Imaging.Colour;
using Atelier.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Atelier.Tests;

/// <summary>Whole runs with several styles, masks and regions, on a tiny seeded network.</summary>
public class StylizePicturesTests
{
    private static readonly StylizeOptions Small = SmallRun.Options;

    private static readonly Picture Waves = FormulaPictures.Style;
    private static readonly Picture Bars = FormulaPictures.Create(56, 56, (x, y) => (Math.Floor(y * 14) % 2, 0.3, 0.8 - (0.5 * x)));
    private static readonly Picture White = Grey((_, _) => 1);
    private static readonly Picture Left = Grey((x, _) => x < 0.5 ? 1 : 0);
    private static readonly Picture Right = Grey((x, _) => x < 0.5 ? 0 : 1);

    public static TheoryData<StyleLossKind> Kinds => new(Enum.GetValues<StyleLossKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_WeightsOneAndNothing_IsTheFirstStyleAloneExactly(StyleLossKind kind)
    {
        var options = Small with { StyleLoss = kind };

        var alone = Run(options, new(FormulaPictures.Content, Waves));

        Assert.Equal(alone, Run(options with { StyleWeights = new(5, 0) }, new(FormulaPictures.Content, Waves, Bars)));
        Assert.NotEqual(alone, Run(options with { StyleWeights = new(5, 1) }, new(FormulaPictures.Content, Waves, Bars)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_SweepOfWeights_MovesEvenlyFromOneStyleToTheOther(StyleLossKind kind)
    {
        // The share of the way that the picture's Gram matrices have gone from those of one style's result to the other's.
        var options = Small with { StyleLoss = kind, Steps = StepSchedule.Parse("25"), ContentWeight = 0.01, TvWeight = 0 };
        var pictures = new[] { 0.0, 0.25, 0.5, 0.75, 1 }
            .Select(share => Run(options with { StyleWeights = new(1 - share, share) }, new(FormulaPictures.Content, Waves, Bars))).ToList();
        double[] places = [.. pictures.Select(p => Place(p, pictures[0], pictures[^1]))];

        Assert.All(places.Zip(places.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0.05, 0.5));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_RegionOfEverything_IsThatStyleAlone(StyleLossKind kind)
    {
        var options = Small with { StyleLoss = kind };

        var alone = Run(options, new(FormulaPictures.Content, Bars));
        var region = Run(options, new(FormulaPictures.Content, Waves) { Regions = [new StyleRegion(White, Bars)] });

        AssertNear(alone, region, 0.02);
    }

    [Fact]
    public void Create_NullAnywhere_IsRefusedAtOnce()
    {
        Action[] nulls =
        [
            () => _ = new StylizePictures(null!, Waves),
            () => _ = new StylizePictures(Waves, (IReadOnlyList<StylePicture>)null!),
            () => _ = new StylizePictures(Waves, Bars, null!),
            () => _ = new StylizePictures(Waves, [Bars, (Picture)null!]),
            () => _ = new StylizePictures(Waves, Bars) { Regions = null! },
            () => _ = new StylizePictures(Waves, Bars) { Regions = [null!] },
            () => _ = new StylizePictures(Waves, Bars) with { Content = null! },
            () => _ = new StylizePictures(Waves, Bars) with { Styles = [null!] },
            () => _ = new StylePicture((Picture)null!),
            () => _ = new StylePicture(Waves) with { Picture = null! },
            () => _ = new StyleRegion(null!, Bars),
            () => _ = new StyleRegion(White, (IReadOnlyList<StylePicture>)null!),
            () => _ = new StyleRegion(White, [null!]),
            () => _ = new StyleRegion(White),
            () => _ = new StyleRegion(White, Bars) with { Mask = null! },
            () => _ = new StyleRegion(White, Bars) with { Styles = [] },
            () => _ = new LayerWeights(new LayerWeight(null!, 1)),
            () => _ = new LayerWeights(default(LayerWeight)),
        ];

        Assert.All(nulls, create => Assert.ThrowsAny<ArgumentException>(create));
    }

    [Fact]
    public void Run_TwoRegionsWithTheSameMask_BothCount()
    {
        var two = Run(Small, new(FormulaPictures.Content, Waves) { Regions = [new StyleRegion(White, Bars), new StyleRegion(White, Waves)] });

        Assert.NotEqual(two, Run(Small, new(FormulaPictures.Content, Waves) { Regions = [new StyleRegion(White, Bars)] }));
        Assert.NotEqual(two, Run(Small, new(FormulaPictures.Content, Bars) { Regions = [new StyleRegion(White, Waves)] }));
    }

    [Fact]
    public void Run_RegionsOfHalves_EachHasItsOwnStyle()
    {
        var options = Small with { Steps = StepSchedule.Parse("40"), StyleWeight = 100 };
        var waves = Run(options, new(FormulaPictures.Content, Waves));
        var bars = Run(options, new(FormulaPictures.Content, Bars));

        var both = Run(options, new(FormulaPictures.Content) { Regions = [new StyleRegion(Left, Waves), new StyleRegion(Right, Bars)] }, keep: true);

        Assert.InRange(Place(Half(both, left: true), Half(waves, left: true), Half(bars, left: true)), -0.4, 0.4);
        Assert.InRange(Place(Half(both, left: false), Half(waves, left: false), Half(bars, left: false)), 0.6, 1.4);
    }

    [Theory]
    [InlineData("lbfgs", "content", Precision.Float32)]
    [InlineData("adam", "noise", Precision.Float32)]
    [InlineData("lbfgs", "content", Precision.BFloat16)]
    public void Run_TheRestKept_IsThePhotographToTheBitAndTheRegionIsPainted(string optimizer, string init, Precision precision)
    {
        var options = Small with { Optimizer = Enum.Parse<OptimizerKind>(optimizer, true), Init = InitialPicture.Parse(init), Precision = precision };

        var painted = Run(options, new(FormulaPictures.Content) { Regions = [new StyleRegion(Left, Bars)] }, keep: true);

        var photograph = PictureResizer.Resize(FormulaPictures.Content, 48, 36).Pixels.ToArray();
        Assert.Equal(Columns(photograph, 26, 48), Columns(painted, 26, 48));
        Assert.All(Columns(photograph, 0, 22).Chunk(66).Zip(Columns(painted, 0, 22).Chunk(66)), rows => Assert.NotEqual(rows.First, rows.Second));
    }

    [Fact]
    public void Enlarge_TheRestKept_BeginsWithWhatIsSeenOfThePainting()
    {
        using var scope = NewDisposeScope();
        var pictures = new StylizePictures(FormulaPictures.Content) { Regions = [new StyleRegion(Grey((_, _) => 0.02f), Bars)] };
        var scaled = new ImagePyramid(pictures, Small with { Elsewhere = OutsideRegions.Keep });

        var enlarged = scaled.Enlarge(empty(1, 3, 24, 32).FillInPlace(5), new Scale(32, 24, 1), new Scale(64, 48, 1), CPU); // of which 0.1 or less is seen

        Assert.InRange(enlarged.max().item<float>(), 0, 1.2f);
    }

    [Fact]
    public void Run_TheRestKept_ReportsPicturesWithThePhotographInThem()
    {
        using var network = TinyNetwork.Load(Small);
        var pictures = new List<Picture>();
        var options = Small with { Elsewhere = OutsideRegions.Keep, PictureEvery = 12, Init = InitialPicture.Noise };

        Stylizer.Run(
            network,
            new(FormulaPictures.Content) { Regions = [new StyleRegion(Left, Bars)] },
            options,
            new Listener(p => { if (p.Picture is { } picture) { pictures.Add(picture); } }));

        var photograph = PictureResizer.Resize(FormulaPictures.Content, 48, 36).Pixels.ToArray();
        Assert.Equal(Columns(photograph, 26, 48), Columns(Assert.Single(pictures).Pixels.ToArray(), 26, 48));
    }

    [Fact]
    public void Run_MaskOfAStyle_LeavesTheRestOfItOut()
    {
        var half = FormulaPictures.Create(40, 56, (x, y) => x < 0.5 ? (0.5 + (0.4 * Math.Sin(60 * y)), 0.2, 0.4) : (0.9, 0.1, 0.9));
        var other = FormulaPictures.Create(40, 56, (x, y) => x < 0.5 ? (0.5 + (0.4 * Math.Sin(60 * y)), 0.2, 0.4) : (0.0, 0.9, 0.1));
        var mask = Grey((x, _) => x < 0.25 ? 1 : 0); // well inside, for what a place sees of its neighbours

        var options = Small with { Scales = 1, StyleLayers = LayerWeights.Parse("relu1_1") };

        var painted = Run(options, new(FormulaPictures.Content, new StylePicture(half) { Mask = mask }));

        var same = Distance(painted, Run(options, new(FormulaPictures.Content, new StylePicture(other) { Mask = mask })));
        var different = Distance(painted, Run(options, new(FormulaPictures.Content, half)));
        Assert.InRange(same / different, 0, 0.1);
    }

    [Theory]
    [InlineData(ColorMode.Match)]
    [InlineData(ColorMode.Luminance)]
    public void Seen_StyleOfARegion_HasTheColoursOfThatPartOfThePhotograph(ColorMode mode)
    {
        // Dark on the left and light on the right, and a style of which only the upper half counts.
        var photograph = FormulaPictures.Create(64, 48, (x, y) => x < 0.5 ? (0.2 + (0.1 * y), 0.2, 0.3) : (0.7 + (0.1 * y), 0.6, 0.5));
        var style = new StylePicture(FormulaPictures.Create(40, 40, (x, y) => y < 0.5 ? (0.4 + (0.3 * x), 0.4, 0.6) : (1, 1, 0))) { Mask = Grey((_, y) => y < 0.45 ? 1 : 0) };

        var seen = NetworkInputs.Of(
            new StylizePictures(photograph, style) { Regions = [new StyleRegion(Left, style)] }, new ColorPolicy(photograph, mode, ColorMatch.Affine));

        Assert.Equal(Lightness(photograph, 0, 0.5), Lightness(seen.Regions[0].Styles[0].Picture, 0, 1, 0.4), 0.03);
        Assert.Equal(Lightness(photograph, 0.5, 1), Lightness(seen.Styles[0].Picture, 0, 1, 0.4), 0.03);
        Assert.Null(seen.Styles[0].Picture.Alpha);

        static double Lightness(Picture picture, double from, double to, double down = 1) =>
            ColorGens.Of(picture).Where((_, i) => i % picture.Width >= from * picture.Width && i % picture.Width < to * picture.Width && i / picture.Width < down * picture.Height).Average(c => c.X);
    }

    [Fact]
    public void Run_MaskWithAlpha_CountsWhereItIsWhiteAndOpaque()
    {
        var white = Grey((_, _) => 1);
        var byAlpha = white.WithAlpha([.. Enumerable.Range(0, 24 * 20).Select(i => i % 24 < 12 ? 1f : 0f)]);

        var region = Run(Small, new(FormulaPictures.Content, Waves) { Regions = [new StyleRegion(Left, Bars)] });

        AssertNear(region, Run(Small, new(FormulaPictures.Content, Waves) { Regions = [new StyleRegion(byAlpha, Bars)] }), 1e-4);
        AssertNear(
            Run(Small, new(FormulaPictures.Content, new StylePicture(Waves) { Mask = Left })),
            Run(Small, new(FormulaPictures.Content, new StylePicture(Waves) { Mask = byAlpha })),
            1e-4);
    }

    [Fact]
    public void Run_MaskEmptyAtALayer_NamesMaskAndLayerAndLeavesNoTensorBehind()
    {
        var dot = FormulaPictures.Create(400, 300, (x, y) => x is > 0.5 and < 0.503 && y is > 0.5 and < 0.504 ? (1, 1, 1) : (0, 0, 0));
        var pictures = new StylizePictures(FormulaPictures.Content, Waves) { Regions = [new StyleRegion(dot, Bars) { Name = "dot.png" }] };
        Run(Small, new(FormulaPictures.Content, Waves));
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        var error = Assert.Throws<PictureException>(() => Run(Small, pictures));

        Assert.Contains("The mask 'dot.png' is empty at relu", error.Message);
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Run_BlackMask_IsNamed()
    {
        var black = Grey((_, _) => 0);

        Assert.Contains("region 2", Assert.Throws<PictureException>(() => Run(
            Small, new(FormulaPictures.Content, Waves) { Regions = [new StyleRegion(White, Bars), new StyleRegion(black, Bars)] })).Message);
        Assert.Contains("mask of the style picture", Assert.Throws<PictureException>(() => Run(
            Small, new(FormulaPictures.Content, new StylePicture(Waves) { Mask = black }))).Message);
    }

    [Fact]
    public void Run_RegionsAndSeveralStyles_LeaveNoTensorBehind()
    {
        var pictures = new StylizePictures(FormulaPictures.Content, Waves, new StylePicture(Bars) { Mask = Left }) { Regions = [new StyleRegion(Left, Bars)] };
        Run(Small, pictures);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        foreach (var kind in Enum.GetValues<StyleLossKind>())
        {
            Run(Small with { StyleLoss = kind, PictureEvery = 3 }, pictures);
            Run(Small with { StyleLoss = kind, PictureEvery = 3 }, pictures, keep: true);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData(null, null, false)] // 56 of 48
    [InlineData(null, "2", true)] // 56 of 96
    [InlineData(80, null, true)]
    [InlineData(80, "0.5", false)]
    [InlineData(null, "own", false)]
    public void Run_StyleSmallerThanAskedFor_WarnsWithTheNumbers(int? size, string? scale, bool expected)
    {
        using var network = TinyNetwork.Load(Small);
        var options = Small with { StyleSize = size, StyleScale = StyleScale.Parse(scale ?? "1") };

        var warnings = Stylizer.Run(network, new(FormulaPictures.Content, Bars), options).Warnings;

        Assert.Equal(expected, warnings.Any(w => w.ToString().Contains("56×56") && w.ToString().Contains(size?.ToString() ?? "96")));
        Assert.Equal(expected, warnings.Count > 0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void Run_TheRestKept_WarnsOfAStyleThatIsUsedNowhere(int styles, int expected)
    {
        using var network = TinyNetwork.Load(Small);
        var pictures = new StylizePictures(FormulaPictures.Content, [.. Enumerable.Repeat(new StylePicture(Waves), styles)]) { Regions = [new StyleRegion(Left, Bars)] };

        var warnings = Stylizer.Run(network, pictures, Small with { Elsewhere = OutsideRegions.Keep }).Warnings;

        Assert.Equal(expected, warnings.Count(w => w.Code == MessageCodes.StyleUnused));
    }

    [Theory]
    [InlineData(0, 0, OutsideRegions.Style, null, "a style picture is needed")]
    [InlineData(0, 1, OutsideRegions.Style, null, "a style picture is needed")]
    [InlineData(1, 0, OutsideRegions.Keep, null, "Elsewhere keep needs a Region")]
    [InlineData(2, 0, OutsideRegions.Style, "1", "1 weight for 2 style pictures")]
    [InlineData(1, 0, OutsideRegions.Style, "1,2", "2 weights for 1 style picture:")]
    public void Run_PicturesThatDoNotFitTheOptions_AreRefusedBeforeAnyWork(int styles, int regions, OutsideRegions elsewhere, string? weights, string expected)
    {
        var options = Small with { Elsewhere = elsewhere, StyleWeights = weights is null ? null : StyleWeights.Parse(weights), Network = "nowhere.pth" };
        var pictures = new StylizePictures(FormulaPictures.Content, [.. Enumerable.Repeat(new StylePicture(Waves), styles)])
        {
            Regions = [.. Enumerable.Repeat(new StyleRegion(White, Bars), regions)],
        };

        Assert.Contains(expected, Assert.Throws<OptionsException>(() => Stylizer.Run(pictures, options)).Message);
    }

    [Fact]
    public void Run_LayerwiseWithSeveralStyles_IsRefusedClearly() =>
        Assert.Contains("MatchSize layerwise", Assert.Throws<OptionsException>(() => Stylizer.Run(
            new StylizePictures(FormulaPictures.Content, Waves, Bars), Small with { MatchSize = MatchSize.Layerwise })).Message);

    private static float[] Run(StylizeOptions options, StylizePictures pictures, bool keep = false)
    {
        using var network = TinyNetwork.Load(options);
        return Stylizer.Run(network, pictures, keep ? options with { Elsewhere = OutsideRegions.Keep } : options).Picture.Pixels.ToArray();
    }

    private static Picture Grey(Func<double, double, double> value) =>
        FormulaPictures.Create(24, 20, (x, y) => (value(x, y), value(x, y), value(x, y)));

    private static float[] Columns(float[] pixels, int from, int to, int width = 48) =>
        [.. pixels.Chunk(3 * width).SelectMany(row => row[(3 * from)..(3 * to)])];

    private static float[] Half(float[] pixels, bool left) => left ? Columns(pixels, 0, 24) : Columns(pixels, 24, 48);

    private static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => ((double)x - y) * (x - y)).Average());

    private static void AssertNear(float[] expected, float[] actual, double tolerance) => Assert.InRange(Distance(expected, actual), 0, tolerance);

    // Of the way from one picture's statistics to the other's, the part that this one has gone. The statistics are the means of
    // the colours and of their products.
    private static double Place(float[] pixels, float[] from, float[] to)
    {
        var (start, end, here) = (Statistics(from), Statistics(to), Statistics(pixels));
        var way = end.Zip(start, (e, s) => e - s).ToArray();
        return here.Zip(start, (h, s) => h - s).Zip(way, (d, w) => d * w).Sum() / way.Sum(w => w * w);
    }

    private static double[] Statistics(float[] pixels)
    {
        var features = pixels.Chunk(3).Select(p => new double[] { p[0], p[1], p[2], 1 }).ToList();
        return [.. from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 4) select features.Average(f => f[i] * f[j])];
    }
}
