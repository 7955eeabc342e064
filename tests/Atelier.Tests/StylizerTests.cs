using System.Reflection;
using Atelier.Imaging;
using Atelier.Imaging.Colour;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using Atelier.Optimization;
using Atelier.Tests.Imaging.Colour;
using Atelier.Tests.Networks;
using Microsoft.Extensions.Time.Testing;
using TorchSharp;

namespace Atelier.Tests;

/// <summary>Whole runs on a tiny seeded network.</summary>
public class StylizerTests
{
    private static readonly StylizeOptions Small = SmallRun.Options;

    public static TheoryData<string, string> EveryOption => new()
    {
        { "match-size", "resize" },
        { "match-size", "layerwise" },
        { "fit", "stretch" },
        { "init", "noise" },
        { "init", "style" },
        { "seed", "5" },
        { "style-size", "24" },
        { "color", "luminance" },
        { "color", "match" },
        { "color-match", "histogram" },
        { "style-scale", "0.5" },
        { "style-scale", "own" },
        { "strength", "70" },
        { "content-weight", "30" },
        { "style-weight", "20" },
        { "stroke-weight", "30" },
        { "tv-weight", "5" },
        { "tv-norm", "l2" },
        { "range-weight", "1000" },
        { "content-layers", "relu1_2,relu3_1:2" },
        { "content-loss", "self-similarity" },
        { "style-layers", "relu1_1:9,relu2_2" },
        { "style-loss", "moments" },
        { "style-loss", "wasserstein" },
        { "style-loss", "neighbours" },
        { "normalization", "mean" },
        { "normalization", "gatys" },
        { "optimizer", "adam" },
        { "learning-rate", "0.2" },
        { "history-size", "1" },
        { "steps", "9,2" },
        { "scales", "1" },
        { "scale-factor", "1.5" },
        { "pooling", "avg" },
        { "pooling", "avg-rescaled" },
        { "padding", "zero" },
        { "precision", "bfloat16" },
        { "until", "0.9" },
    };

    // Those that have tests of their own, or change no pixel.
    private static readonly string[] TestedElsewhere = ["continue", "device", "draft", "elsewhere", "network", "network-input", "no-guard", "preview-weight", "size", "style-weights", "tile", "time"];

    [Fact]
    public void EveryOption_OfARecipe_IsTested() => Assert.Equal(
        StylizeOption.All.Where(o => o.InRecipe).Select(o => o.Name).Order(),
        EveryOption.Select(row => row.Data.Item1).Distinct().Concat(TestedElsewhere).Order());

    [Theory]
    [MemberData(nameof(EveryOption))]
    public void Run_EveryOption_ChangesThePictureAndIsRepeatable(string name, string value)
    {
        // Options that only matter beside another are compared with that other one given.
        var basis = name switch
        {
            "fit" => Small with { MatchSize = MatchSize.Resize },
            "seed" => Small with { Init = InitialPicture.Noise },
            "learning-rate" => Small with { Optimizer = OptimizerKind.Adam },
            "color-match" => Small with { Color = ColorMode.Match },
            "tv-norm" => Small with { TvWeight = 5 },
            "range-weight" => Small with { StyleWeight = 100 },
            "stroke-weight" => Small with { StyleLoss = StyleLossKind.Neighbours },
            "until" => Small with { Steps = StepSchedule.Parse("30") },
            _ => Small,
        };
        var options = StylizeOption.All.Single(o => o.Name == name).With(basis, value);

        var (before, after, again) = (Run(basis), Run(options), Run(options));

        Assert.NotEqual(before.Picture.Pixels, after.Picture.Pixels);
        Assert.Equal(after.Picture.Pixels, again.Picture.Pixels);
        Assert.Equal((48, 36), (after.Picture.Width, after.Picture.Height));
        Assert.All(after.Picture.Pixels, v => Assert.InRange(v, 0, 1));
    }

    [Fact]
    public void Run_ThatIsRefused_LeavesNoDisposeScopeBehind()
    {
        using var network = TinyNetwork.Load(Small);
        var narrow = new Picture(64, 2, new float[3 * 64 * 2]);
        Assert.Throws<PictureException>(() => Stylizer.Run(network, new StylizePictures(narrow, FormulaPictures.Style), Small));
        var before = DisposeScopeManager.Statistics.TensorStatistics.CreatedInScopeCount;

        torch.zeros(1).Dispose();

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.CreatedInScopeCount);
    }

    [Fact]
    public void Run_Defaults_LowersTheLossAtEveryScale()
    {
        var reports = new List<StylizeProgress>();

        Run(Small with { Steps = StepSchedule.Parse("20") }, reports.Add);

        Assert.Equal(40, reports.Count);
        Assert.All(reports.GroupBy(r => r.Scale), scale => Assert.True(scale.Last().Losses.Total < 0.8 * scale.First().Losses.Total));
        Assert.Equal(1, reports[^1].Fraction);
        Assert.All(reports.Zip(reports.Skip(1)), pair => Assert.True(pair.Second.Fraction > pair.First.Fraction));
    }

    [Theory]
    [InlineData("relu1_1,relu3_1:0", "relu1_1")]
    [InlineData("relu1_1:4,relu3_1:4", "relu1_1,relu3_1")]
    public void Run_LayerWeights_CountByTheirProportions(string layers, string same)
    {
        var options = Small with { StyleLayers = LayerWeights.Parse(same), ContentLayers = LayerWeights.Parse(same) };
        var others = Small with { StyleLayers = LayerWeights.Parse(layers), ContentLayers = LayerWeights.Parse(layers) };

        Assert.Equal(Run(options).Picture.Pixels, Run(others).Picture.Pixels);
    }

    [Fact]
    public void Run_ContentOnly_StaysThePhotograph()
    {
        var result = Run(Small with { StyleWeight = 0, TvWeight = 0, Scales = 1 });

        Assert.Equal(0, result.Losses.Total);
        Assert.Equal(PictureResizer.Resize(FormulaPictures.Content, 48, 36).Pixels, result.Picture.Pixels);
    }

    [Theory]
    [InlineData(ColorMode.Style)]
    [InlineData(ColorMode.Luminance)]
    [InlineData(ColorMode.Match)]
    public void Run_StrengthZero_IsThePhotograph(ColorMode color)
    {
        var result = Stylizer.Run(FormulaPictures.Content, FormulaPictures.Style, Small with { Strength = 0, Color = color, Network = "there is none" });

        Assert.Equal((0, 0), (result.Steps, result.Strength));
        Assert.Equal(PictureResizer.Resize(FormulaPictures.Content, 48, 36).Pixels, result.Picture.Pixels);
    }

    [Fact]
    public void Run_Strengths_AreReachedInOrder()
    {
        var options = Small with { Steps = StepSchedule.Parse("60") };
        var reached = new double[] { 20, 50, 80 }.Select(s => (Wanted: s, Run(options with { Strength = s }).Strength)).ToArray();

        Assert.All(reached, r => Assert.InRange(Assert.NotNull(r.Strength), r.Wanted - 7, r.Wanted + 7));
    }

    [Theory]
    [InlineData("style-loss", "moments")]
    [InlineData("style-loss", "wasserstein")]
    [InlineData("normalization", "gatys")]
    [InlineData("normalization", "mean")]
    [InlineData("optimizer", "adam")]
    [InlineData("color", "luminance")]
    [InlineData("color", "match")]
    [InlineData("init", "noise")]
    [InlineData("style-weight", "1000")]
    [InlineData("match-size", "layerwise")]
    [InlineData("scales", "1")]
    public void Run_StrengthBesideAnyOption_IsReached(string name, string value)
    {
        var options = StylizeOption.All.Single(o => o.Name == name).With(Small with { Strength = 50, Steps = StepSchedule.Parse("60") }, value);

        Assert.InRange(Assert.NotNull(Run(options).Strength), 43, 57);
    }

    [Fact]
    public void Run_Strength_IsThatOfThePictureItself()
    {
        var options = Small with { Strength = 50, Steps = StepSchedule.Parse("60") };
        using var network = TinyNetwork.Load(options);
        var pictures = new StylizePictures(FormulaPictures.Content, FormulaPictures.Style);
        var result = Stylizer.Run(network, pictures, options);

        using var scope = torch.NewDisposeScope();
        using var gauge = new StrengthMetric(new ImagePyramid(pictures, options).InputsAt(new Scale(48, 36, 0), network.Features, TileSettings.Whole));
        Assert.Equal(Assert.NotNull(result.Strength), 100 * gauge.Measure(PictureTensors.ToTensor(result.Picture, torch.CPU)), 0.1);
    }

    [Fact]
    public void Run_StrengthWithUntil_StillEndsScalesEarly()
    {
        var result = Run(Small with { Strength = 50, Steps = StepSchedule.Parse("400"), Until = 0.05 });

        Assert.True(result.Steps < 800);
    }

    [Theory]
    [InlineData("content-weight", "0", "Strength balances content and style")]
    [InlineData("style-weight", "0", "Strength balances content and style")]
    [InlineData("color", "only", "Strength cannot be had with Color only")]
    [InlineData("strength", "101", "Strength must be from 0 to 100, not 101")]
    [InlineData("strength", "-1", "Strength must be from 0 to 100, not -1")]
    [InlineData("strength", "NaN", "Strength must be from 0 to 100, not NaN")]
    public void Run_StrengthThatCannotBe_IsRefused(string name, string value, string fault)
    {
        var options = StylizeOption.All.Single(o => o.Name == name).With(Small with { Strength = 50 }, value);

        Assert.Contains(fault, Assert.Throws<OptionsException>(options.Validate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StoppedEarly_GivesTheBestPictureSoFarAtFullSize()
    {
        using var cancellation = new CancellationTokenSource();

        var result = Run(Small, p => { if (p.Step == 3) { cancellation.Cancel(); } }, stopEarly: cancellation.Token);

        Assert.Equal(StopReason.Cancelled, result.Stopped);
        Assert.Equal(3, result.Steps);
        Assert.Equal((48, 36), (result.Picture.Width, result.Picture.Height));
    }

    [Fact]
    public void Run_TimeLimit_EndsWithTheStepThatReachesIt()
    {
        var time = new FakeTimeProvider();

        var result = Run(Small with { Steps = StepSchedule.Parse("100000"), Time = TimeSpan.FromSeconds(0.3) }, _ => time.Advance(TimeSpan.FromSeconds(0.1)), time: time);

        Assert.Equal((StopReason.TimeUp, 3), (result.Stopped, result.Steps));
        Assert.Equal(TimeSpan.FromSeconds(0.3), result.Elapsed);
    }

    [Fact]
    public void Run_PixelsOutOfRange_AreWarnedOfUnlessGuardsAreOff()
    {
        var wild = Small with { StyleWeight = 1e6, RangeWeight = 0, TvWeight = 0, Steps = StepSchedule.Parse("40") };

        var (guarded, unguarded) = (Run(wild), Run(wild with { NoGuard = true }));

        Assert.Contains(guarded.Warnings, w => w.Code == MessageCodes.GuardRange);
        Assert.DoesNotContain(unguarded.Warnings, w => w.Code == MessageCodes.GuardRange);
        Assert.Equal(guarded.Picture.Pixels, unguarded.Picture.Pixels);
    }

    [Fact]
    public void Run_PictureEvery_ReportsPicturesOfTheScale()
    {
        var pictures = new List<StylizeProgress>();

        Run(Small with { PictureEvery = 4 }, p => { if (p.Picture is not null) { pictures.Add(p); } });

        Assert.Equal(3, pictures.Count);
        Assert.All(pictures, p => Assert.Equal((p.Width, p.Height), (p.Picture!.Width, p.Picture.Height)));
    }

    [Fact]
    public void Run_Finished_LeavesNoTensorBehind()
    {
        Run(Small);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        Run(Small);
        Run(Small with { Optimizer = OptimizerKind.Adam, MatchSize = MatchSize.Layerwise });
        Run(Small with { Strength = 40, Steps = StepSchedule.Parse("40") });
        Assert.Throws<OptionsException>(() => Run(Small with { StyleLayers = LayerWeights.Parse("relu1_1,relu7_7") }));

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Run_Luminance_PaintsLightnessAndKeepsThePhotographsColours()
    {
        var painted = ColorGens.Of(Run(Small with { Color = ColorMode.Luminance, Init = InitialPicture.Noise }).Picture);

        var content = ColorGens.Of(PictureResizer.Resize(FormulaPictures.Content, 48, 36));
        Assert.True(painted.Zip(content).Average(p => Math.Abs(p.First.X - p.Second.X)) > 0.02);
        Assert.All(painted.Zip(content), p =>
        {
            var (kept, drawnIn) = (p.Second, Gamut.DrawIn(p.Second with { X = p.First.X }));
            Assert.InRange(p.First.Y, Math.Min(kept.Y, drawnIn.Y) - 5e-3f, Math.Max(kept.Y, drawnIn.Y) + 5e-3f);
            Assert.InRange(p.First.Z, Math.Min(kept.Z, drawnIn.Z) - 5e-3f, Math.Max(kept.Z, drawnIn.Z) + 5e-3f);
        });
    }

    [Fact]
    public void Run_ColorOnly_NeedsNoNetworkAndPaintsNothing()
    {
        var options = Small with { Color = ColorMode.Only, Network = "there is none" };

        var result = Stylizer.Run(FormulaPictures.Content, FormulaPictures.Style, options);

        Assert.Equal((48, 36, 0), (result.Picture.Width, result.Picture.Height, result.Steps));
        Assert.Equal(ColorTransfer.Match(PictureResizer.Resize(FormulaPictures.Content, 48, 36), FormulaPictures.Style, ColorMatch.Affine).Pixels, result.Picture.Pixels);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20000, 3)]
    public void Run_TooSmallOrNarrow_SaysWhatWouldWork(int width, int height)
    {
        var picture = new Picture(width, height, new float[3 * width * height]);

        var error = Assert.Throws<PictureException>(() => Stylizer.Run(TinyNetwork.Load(Small), new StylizePictures(picture, FormulaPictures.Style), Small));

        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains("16", error.Message, StringComparison.Ordinal);
    }

    private static StylizeResult Run(StylizeOptions options, Action<StylizeProgress>? listen = null, TimeProvider? time = null, CancellationToken stopEarly = default)
    {
        using var network = TinyNetwork.Load(options);
        var pictures = new StylizePictures(FormulaPictures.Content, FormulaPictures.Style);
        return Stylizer.Run(
            network,
            pictures,
            options,
            new RunServices { Progress = listen is null ? null : new Listener(listen), Time = time ?? TimeProvider.System, StopEarly = stopEarly },
            CancellationToken.None);
    }

    [Theory]
    [InlineData(OptimizerKind.Lbfgs, Precision.Float32, "style-weight")]
    [InlineData(OptimizerKind.Lbfgs, Precision.BFloat16, "style-weight")]
    [InlineData(OptimizerKind.Adam, Precision.Float32, "style-weight")]
    [InlineData(OptimizerKind.Lbfgs, Precision.Float32, "tv-weight")]
    public void Run_WeightsThatOverflow_EndsWithAnErrorThatNamesTheOption(OptimizerKind optimizer, Precision precision, string option)
    {
        var options = Small with { Optimizer = optimizer, Precision = precision, Normalization = LossNormalization.Gatys, Scales = 1 };
        options = option == "style-weight" ? options with { StyleWeight = 1e38 } : options with { TvWeight = 1e38 }; // beyond what options may be
        using var network = TinyNetwork.Load(options);

        var error = Assert.Throws<StylizeException>(() => Stylizer.Run(network, new StylizePictures(FormulaPictures.Content, FormulaPictures.Style), options));

        Assert.Equal((MessageCodes.Diverged, option), (error.Code, error.Option));
    }

    [Fact]
    public void Run_FeaturesThatOverflow_EndsWithAnError()
    {
        var weights = TinyNetwork.Weights(seed: 7).Select(c => c with { Kernel = [.. c.Kernel.Select(v => 1e9f * v)] }).ToList();
        using var network = new LoadedNetwork("huge", TinyNetwork.Create(weights: weights));

        var error = Assert.Throws<StylizeException>(() => Stylizer.Run(
            network, new StylizePictures(FormulaPictures.Content, FormulaPictures.Style), Small with { StyleWeight = 0 }));

        Assert.Equal(MessageCodes.Diverged, error.Code);
    }

    [Theory]
    [InlineData(OptimizerKind.Lbfgs)]
    [InlineData(OptimizerKind.Adam)]
    public void Run_LossThatStopsBeingFinite_EndsWithThePictureSoFar(OptimizerKind optimizer)
    {
        var options = Small with { Optimizer = optimizer, Steps = new(30) };
        using var network = TinyNetwork.Load(options);
        using var whole = TinyNetwork.Load(options);
        var pictures = new StylizePictures(FormulaPictures.Content, FormulaPictures.Style);

        var result = Stylizer.Run(network, pictures, options, new Listener(p =>
        {
            if (p.StepsDone == 6)
            {
                Spoil(network.Features);
            }
        }));

        Assert.Equal(StopReason.Diverged, result.Stopped);
        Assert.Single(result.Warnings, w => w.Code == MessageCodes.Diverged);
        Assert.All(result.Picture.Pixels, v => Assert.InRange(v, 0, 1));
        Assert.True(double.IsFinite(result.Losses.Total));
        Assert.NotEqual(Stylizer.Run(whole, pictures, options with { Steps = new(0) }).Picture.Pixels, result.Picture.Pixels);

        static void Spoil(FeatureNetwork features)
        {
            var kernel = ((Kernel[])typeof(FeatureNetwork).GetField("_kernels", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(features)!)[0];
            var bias = (torch.Tensor)typeof(Kernel).GetField("_bias", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(kernel)!;
            bias.FillInPlace(double.PositiveInfinity);
        }
    }

    [Fact]
    public void Run_NoStep_HasLossesThatAreNumbers()
    {
        using var network = TinyNetwork.Load(Small);

        Assert.Equal(LossValues.Zero, Stylizer.Run(network, new StylizePictures(FormulaPictures.Content, FormulaPictures.Style), Small with { Steps = new(0) }).Losses);
    }

    [Fact]
    public void Run_ContentAsItsOwnStyle_SaysThatThereIsNothingToPaint()
    {
        using var network = TinyNetwork.Load(Small);
        var same = new Picture(FormulaPictures.Content.Width, FormulaPictures.Content.Height, FormulaPictures.Content.Pixels.ToArray());

        string[] Codes(Picture style, StylizeOptions options) =>
            [.. Stylizer.Run(network, new StylizePictures(FormulaPictures.Content, style), options).Warnings.Select(w => w.Code)];

        var longer = Small with { Steps = new(40) };
        Assert.Contains(MessageCodes.NothingToPaint, Codes(same, longer));
        Assert.Contains(MessageCodes.NothingToPaint, Codes(PictureResizer.Resize(same, 56, 42), longer));
        Assert.DoesNotContain(MessageCodes.StepsRejected, Codes(same, longer));
        Assert.DoesNotContain(MessageCodes.NothingToPaint, Codes(FormulaPictures.Style, Small));

        var cut = new Picture(same.Width, same.Height, same.Pixels, alpha: [.. Enumerable.Range(0, same.Width * same.Height).Select(i => i % 2 == 0 ? 1f : 0.5f)]);
        Assert.DoesNotContain(MessageCodes.NothingToPaint, Codes(cut, Small));
    }

    [Fact]
    public void Run_LayersThatTheNetworkLacks_AreFaultsOfTheirOptions()
    {
        using var network = TinyNetwork.Load(Small);

        var error = Assert.Throws<OptionsException>(() => Stylizer.Run(
            network,
            new StylizePictures(FormulaPictures.Content, FormulaPictures.Style),
            Small with { ContentLayers = LayerWeights.Parse("relu4_2"), StyleLayers = LayerWeights.Parse("relu1_1,relu5_1") }));

        Assert.Equal([("no-layer", "content-layers"), ("no-layer", "style-layers")], error.Faults.Select(f => (f.Code, f.Option)));
    }
}
