using Atelier.Checkpoints;
using Atelier.Imaging;
using Atelier.Imaging.Storage;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using Atelier.Optimization;
using Atelier.Tests.Losses;
using Atelier.Tests.Networks;
using Atelier.Tests.Networks.Runtime;
using static TorchSharp.torch;

namespace Atelier.Tests;

/// <summary>A run whose pictures and tensors lie on the disk is that of memory.</summary>
public class ScratchRunTests
{
    // Large enough that pictures and maps are no small tensors, and four tiles and more.
    private static readonly Picture Content = PictureResizer.Resize(FormulaPictures.Content, 448, 336);

    private static readonly StylizeOptions Options = new()
    {
        Size = 448,
        Scales = 1,
        Steps = StepSchedule.Parse("2"),
        Optimizer = OptimizerKind.Adam,
        Precision = Precision.Float32,
        Color = ColorMode.Luminance,
        ContentLayers = LayerWeights.Parse("relu2_2"),
        StyleLayers = LayerWeights.Parse("relu1_1,relu3_1"),
    };

    public ScratchRunTests() => Assert.SkipUnless(TemporaryMappedFile.IsSupported, "Only 64-bit Linux has scratch files.");

    [Theory]
    [InlineData(1, OptimizerKind.Adam, 0)]
    [InlineData(2, OptimizerKind.Adam, 2e-3)] // enlarged with another rounding, which Adam's first steps make much of
    [InlineData(2, OptimizerKind.Lbfgs, 2e-3)]
    public void Run_OnTheDisk_PaintsThePictureOfMemory(int scales, OptimizerKind optimizer, double tolerance)
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Scales = scales, Optimizer = optimizer, Scratch = folder.Path };
        using var network = TinyNetwork.Load(options);
        var inMemory = Run(network, Content, options, scratch: 0).Picture;

        using var place = new PictureScratch(folder.Path, smallest: 1);
        var onDisk = Run(network, Content, options, scratch: 200 << 20).Picture;

        Assert.True(onDisk.IsInFile);
        Assert.InRange(inMemory.Pixels.Zip(onDisk.Pixels, (a, b) => (double)Math.Abs(a - b)).Average(), 0, tolerance);
        Assert.Empty(folder.Names());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Report_PictureInAFile_IsCopiedUnlessItIsLent(bool isLent)
    {
        using var folder = new TemporaryFolder();
        var options = Options with { PictureEvery = 1, Scratch = folder.Path };
        using var network = TinyNetwork.Load(options);
        using var place = new PictureScratch(folder.Path, smallest: 1);
        List<(Picture Picture, float[] Then)> reports = [];
        var listener = new Listener(p => reports.Add((p.Picture!, p.Picture!.Pixels.ToArray())));

        Stylizer.Run(
            network,
            new StylizePictures(PictureResizer.Resize(FormulaPictures.Content, 640, 480), FormulaPictures.Style),
            options,
            new RunServices { Progress = listener, LendsPictures = isLent },
            TestContext.Current.CancellationToken);

        Assert.NotEmpty(reports);
        Assert.All(reports, r => Assert.Equal(isLent, r.Picture.IsInFile));
        Assert.All(reports, r =>
        {
            if (isLent)
            {
                Assert.Throws<ObjectDisposedException>(() => r.Picture.Pixels[0]);
            }
            else
            {
                Assert.Equal(r.Then, r.Picture.Pixels.ToArray());
            }
        });
    }

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Lbfgs)]
    public void Run_PausedOnTheDisk_EndsWithTheSameBytes(OptimizerKind optimizer)
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Scales = 2, Optimizer = optimizer, Steps = StepSchedule.Parse("2"), Scratch = folder.Path };
        using var network = TinyNetwork.Load(options);
        var whole = Run(network, Content, options, 200 << 20).Picture;
        var checkpoints = new CheckpointSettings(folder.File("run.atelier"));

        // One run that is paused after each of its steps.
        foreach (var step in new[] { 1, 2, 3, 4 })
        {
            using var pause = new CancellationTokenSource();
            var paused = Run(network, Content, options, 200 << 20, new Listener(p => { if (p.StepsDone == step) { pause.Cancel(); } }), checkpoints, stopEarly: pause.Token);
            Assert.Equal(step, paused.Steps);
            Assert.Equal(["run.atelier"], folder.Names());
            checkpoints = checkpoints with { ResumeFrom = checkpoints.Path };
        }

        var resumed = Run(network, Content, options, 200 << 20, null, checkpoints);

        Assert.Equal(whole.Pixels.ToArray(), resumed.Picture.Pixels.ToArray());
        Assert.Equal(["run.atelier"], folder.Names());
    }

    [Fact]
    public void Run_ResumedWhereMemoryAllowsAnotherOptimizer_IsRefusedInOneLine()
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Optimizer = OptimizerKind.Lbfgs, Scratch = folder.Path };
        using var network = TinyNetwork.Load(options);
        var checkpoints = new CheckpointSettings(folder.File("run.atelier"));
        using var pause = new CancellationTokenSource();
        Run(network, Content, options, 200 << 20, new Listener(_ => pause.Cancel()), checkpoints, stopEarly: pause.Token);

        var error = Assert.Throws<CheckpointException>(() => Run(network, Content, options, 200 << 20, null, checkpoints with { ResumeFrom = checkpoints.Path }, allows: OptimizerKind.Adam));

        Assert.Contains("run.atelier' is of a run that had another optimiser", error.Message, StringComparison.Ordinal);
        Assert.Contains("give the same Memory and Scratch again", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Run_Previews_AreGoneAfterTheirReport()
    {
        using var folder = new TemporaryFolder();
        var options = Options with { PictureEvery = 1, Scratch = folder.Path };
        using var network = TinyNetwork.Load(options);
        using var place = new PictureScratch(folder.Path, smallest: 1);
        var seen = 0;

        Run(network, Content, options, 200 << 20, new Listener(p =>
        {
            Assert.True(p.Picture!.IsInFile);
            Assert.InRange(p.Picture.Pixels[0], 0, 1);
            seen++;
        }));

        Assert.Equal(2, seen);
    }

    [Fact]
    public void Evaluate_GradientInAScratchFile_IsThatOfMemory()
    {
        using var folder = new TemporaryFolder();
        var scratch = new TensorScratch(folder.Path);
        using var scope = NewDisposeScope();
        using var network = TinyNetwork.Create();
        var (content, style, painting) = (rand(1, 3, 480, 640), rand(1, 3, 100, 90), rand(1, 3, 480, 640));
        using var inMemory = Objectives.For(network, content, style, Options, new TileSettings(200));
        using var inFile = Objectives.For(network, content, style, Options, new TileSettings(200, Scratch: scratch));

        var (expected, slope) = inMemory.Evaluate(painting);
        var (values, gradient) = inFile.Evaluate(painting);

        Assert.Equal(expected, values);
        Assert.True(gradient.allclose(slope, 0, 0));
        Assert.True(MappedFiles.BytesIn(folder.Path) > 0);
    }

    private static StylizeResult Run(
        LoadedNetwork network,
        Picture content,
        StylizeOptions options,
        long scratch,
        IProgress<StylizeProgress>? progress = null,
        CheckpointSettings? checkpoints = null,
        OptimizerKind? allows = null,
        CancellationToken stopEarly = default) => Stylizer.Run(
        network,
        new StylizePictures(content, FormulaPictures.Style),
        options,
        new RunServices
        {
            Progress = progress,
            Checkpoints = checkpoints,
            StopEarly = stopEarly,
            LendsPictures = true,
            Plan = scales => new MemoryPlan(
                [.. scales.Select(s => new ScaleMemory(s, new TileSettings(200), allows ?? options.Optimizer, HistorySize: 5, UsesScratch: scratch > 0, Memory: 0, scratch, Work: 0))],
                1L << 30),
        },
        TestContext.Current.CancellationToken);
}
