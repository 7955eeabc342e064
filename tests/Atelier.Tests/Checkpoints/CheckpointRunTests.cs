using Atelier.Checkpoints;
using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks.Tiling;
using Atelier.Optimization;
using Atelier.Tests.Networks;
using Microsoft.Extensions.Time.Testing;
using TorchSharp;

namespace Atelier.Tests.Checkpoints;

/// <summary>Whole runs that are broken off and go on, beside the same runs in one piece.</summary>
public sealed class CheckpointRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Place => _folder.File("run.atelier");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(OptimizerKind.Lbfgs, 100)]
    [InlineData(OptimizerKind.Lbfgs, 3)] // the oldest pairs are forgotten
    [InlineData(OptimizerKind.Adam, 100)]
    public void Run_PausedAfterEachStep_EndsWithTheSameBytes(OptimizerKind kind, int history)
    {
        var options = SmallRun.Options with { Optimizer = kind, HistorySize = history, Steps = StepSchedule.Parse("7,6"), StyleWeight = 200 };

        AssertSameWhenPausedAt([.. Enumerable.Range(1, 13)], options);
    }

    [Theory]
    [InlineData(OptimizerKind.Lbfgs)]
    [InlineData(OptimizerKind.Adam)]
    public void Run_PausedAroundTheRoundsOfNeighbours_EndsWithTheSameBytes(OptimizerKind kind)
    {
        var options = SmallRun.Options with { Optimizer = kind, Steps = StepSchedule.Parse("30"), StyleLoss = StyleLossKind.Neighbours, StrokeWeight = 5 };
        var whole = Run(options);

        foreach (var pause in new[] { 1, 24, 25, 26, 30, 31, 56 })
        {
            RunUntil(pause, options);
            AssertSame(whole, Resume(options));
        }
    }

    [Theory]
    [InlineData(OptimizerKind.Lbfgs)]
    [InlineData(OptimizerKind.Adam)]
    public void Run_StrengthPausedAroundItsTurns_EndsWithTheSameBytes(OptimizerKind kind)
    {
        var options = SmallRun.Options with { Optimizer = kind, Steps = StepSchedule.Parse("20"), Strength = 60 };

        AssertSameWhenPausedAt([3, 7, 8, 9, 16, 19, 20, 21, 29, 30, 31, 39, 40], options);
    }

    [Theory]
    [InlineData(OptimizerKind.Lbfgs)]
    [InlineData(OptimizerKind.Adam)]
    public void Run_GoneOnFromAnyCheckpoint_EndsWithTheSameBytes(OptimizerKind kind)
    {
        // As if the process had ended at each step: what lies there when a step is reported is the checkpoint of the step before.
        var options = SmallRun.Options with { Optimizer = kind };
        var copies = new List<string>();
        var whole = Run(options, new CheckpointSettings(Place) { Every = TimeSpan.Zero }, new Listener(p =>
        {
            copies.Add(_folder.File($"{p.StepsDone}.atelier"));
            File.Copy(Place, copies[^1]);
        }));

        Assert.Equal(12, copies.Count);
        Assert.Equal(Enumerable.Range(0, 12), copies.Select(c => Checkpoint.Read(c).StepsDone));
        Assert.All(copies, copy => AssertSame(whole, Run(options, new CheckpointSettings(Place) { ResumeFrom = copy })));
    }

    [Fact]
    public void Run_FirstCheckpointSoon_IsWrittenThenAndNoMoreUntilTheNextIsDue()
    {
        var settings = new CheckpointSettings(Place) { Every = TimeSpan.FromHours(1), First = TimeSpan.Zero };

        Assert.Equal([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], StepsInTheFileAtEachStep(settings));
    }

    [Fact]
    public void Run_FirstCheckpointLater_IsWrittenWhenTheFirstScaleIsFinished()
    {
        var settings = new CheckpointSettings(Place) { Every = TimeSpan.FromHours(1), First = TimeSpan.FromSeconds(60) };

        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], StepsInTheFileAtEachStep(settings));
        Assert.Equal([0, 0, 0, 0, 0, 0, 6, 6, 6, 6, 6, 6], StepsInTheFileAtEachStep(settings with { First = TimeSpan.FromSeconds(5) }, waitAtStep: 6));
    }

    [Fact]
    public void Run_CheckpointsThatTakeTooLong_AreWrittenLessOften()
    {
        var settings = new CheckpointSettings(Place) { Every = TimeSpan.Zero, LargestShare = 1e-9 };

        Assert.Equal([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], StepsInTheFileAtEachStep(settings, everyLook: TimeSpan.FromMilliseconds(1)));
        Assert.Equal(Enumerable.Range(0, 12), StepsInTheFileAtEachStep(settings with { LargestShare = 1 }, everyLook: TimeSpan.FromMilliseconds(1)));
    }

    public static TheoryData<string, string> Options => new()
    {
        { "init", "noise" },
        { "init", "style" },
        { "until", "0.3" },
        { "color", "luminance" },
        { "color", "match" },
        { "match-size", "layerwise" },
        { "style-loss", "wasserstein" },
        { "normalization", "gatys" },
        { "precision", "bfloat16" },
        { "scale-factor", "1.5" },
        { "tv-norm", "l2" },
        { "strength", "30" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Run_AnyOption_EndsWithTheSameBytes(string name, string value)
    {
        var options = StylizeOption.All.Single(o => o.Name == name).With(SmallRun.Options with { Steps = StepSchedule.Parse("13,4") }, value);

        AssertSameWhenPausedAt([5, 12, 14], options);
    }

    [Fact]
    public void Run_RegionsSeveralStylesAndTheRestKept_EndsWithTheSameBytes()
    {
        var half = new Picture(2, 1, [0, 0, 0, 1, 1, 1]);
        var pictures = new StylizePictures(FormulaPictures.Content)
        {
            Regions = [new StyleRegion(half, new StylePicture(FormulaPictures.Style) { Mask = half }, FormulaPictures.Content)],
        };
        var options = SmallRun.Options with { Elsewhere = Atelier.Losses.OutsideRegions.Keep };
        var whole = Run(options, null, null, pictures);

        RunUntil(8, options, null, pictures);

        AssertSame(whole, Run(options, new CheckpointSettings(Place) { ResumeFrom = Place }, null, pictures));
    }

    [Fact]
    public void Run_TimeUp_GoesOnWithMoreTime()
    {
        var options = SmallRun.Options with { Steps = StepSchedule.Parse("30") };
        var whole = Run(options);
        var time = new FakeTimeProvider();
        var ended = Run(options with { Time = TimeSpan.FromSeconds(1) }, new CheckpointSettings(Place), new Listener(_ => time.Advance(TimeSpan.FromSeconds(0.1))), time: time);
        Assert.Equal((StopReason.TimeUp, 10), (ended.Stopped, ended.Steps));

        var resumed = Resume(options);

        AssertSame(whole, resumed);
        Assert.True(resumed.Elapsed > ended.Elapsed);
    }

    [Fact]
    public void Run_FinishedBefore_GivesItsPictureAtOnce()
    {
        var whole = Run(SmallRun.Options, new CheckpointSettings(Place));
        var steps = 0;

        var again = Run(SmallRun.Options, new CheckpointSettings(Place) { ResumeFrom = Place }, new Listener(_ => steps++));

        Assert.Equal(0, steps);
        AssertSame(whole, again);
        Assert.True(Checkpoint.Read(Place).IsFinished);
    }

    [Fact]
    public void Run_ToAnotherCheckpoint_LeavesTheFirstAsItWas()
    {
        RunUntil(4, SmallRun.Options);
        var before = File.ReadAllBytes(Place);

        Run(SmallRun.Options, new CheckpointSettings(_folder.File("second.atelier")) { ResumeFrom = Place });

        Assert.Equal(before, File.ReadAllBytes(Place));
        Assert.True(Checkpoint.Read(_folder.File("second.atelier")).IsFinished);
    }

    [Fact]
    public void Run_CheckpointsThatCannotBeWritten_GoOnSaySoOnceAndKeepTheLastGoodOne()
    {
        var whole = Run(SmallRun.Options);
        var said = new List<string>();

        var result = Run(SmallRun.Options, new CheckpointSettings(Place) { Every = TimeSpan.Zero, Warn = m => said.Add(m.ToString()) }, new Listener(p =>
        {
            if (p.StepsDone == 3)
            {
                Directory.CreateDirectory(_folder.File(".run.atelier.tmp")); // in the way of the file that is written first
            }
        }));

        AssertSame(whole, result);
        Assert.Contains("'run.atelier'", Assert.Single(said).Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(result.Warnings);
        Assert.Equal(2, Checkpoint.Read(Place).StepsDone);
        Directory.Delete(_folder.File(".run.atelier.tmp"));
        AssertSame(whole, Resume(SmallRun.Options));
    }

    [Fact]
    public void Run_Resumed_CountsStepsAndFractionOn()
    {
        var reports = new List<StylizeProgress>();
        Run(SmallRun.Options, null, new Listener(reports.Add));
        RunUntil(7, SmallRun.Options);
        var resumed = new List<StylizeProgress>();

        Run(SmallRun.Options, new CheckpointSettings(Place) { ResumeFrom = Place }, new Listener(resumed.Add));

        Assert.Equal(
            reports.Skip(7).Select(r => (r.StepsDone, r.Scale, r.Step, r.Fraction, r.Losses)),
            resumed.Select(r => (r.StepsDone, r.Scale, r.Step, r.Fraction, r.Losses)));
    }

    [Fact]
    public void Run_Resumed_LeavesNoTensorBehind()
    {
        RunUntil(7, SmallRun.Options);
        var copy = _folder.File("copy.atelier");
        File.Copy(Place, copy);
        Resume(SmallRun.Options);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        Run(SmallRun.Options, new CheckpointSettings(Place) { ResumeFrom = copy, Every = TimeSpan.Zero });
        Run(SmallRun.Options with { Optimizer = OptimizerKind.Adam }, new CheckpointSettings(Place) { Every = TimeSpan.Zero });
        Assert.Throws<CheckpointException>(() => Run(SmallRun.Options with { Seed = 1 }, new CheckpointSettings(Place) { ResumeFrom = copy }));

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    // What lies there when a step is reported is the checkpoint of the step before. Time passes at a step alone, or at every look at the clock.
    private List<int> StepsInTheFileAtEachStep(CheckpointSettings settings, int waitAtStep = 0, TimeSpan everyLook = default)
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = everyLook };
        List<int> steps = [];
        var listener = new Listener(p =>
        {
            steps.Add(Checkpoint.Read(Place).StepsDone);
            time.Advance(p.StepsDone == waitAtStep ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        });
        Run(SmallRun.Options, settings, listener, time: time);
        return steps;
    }

    [Fact]
    public void Resume_WithOtherMemory_IsComputedAsBeforeOrSaysThatItIsNot()
    {
        var options = SmallRun.Options with { Tile = null };
        RunUntil(3, options);
        using var network = TinyNetwork.Load(options);

        var result = Stylizer.Run(
            network,
            new StylizePictures(FormulaPictures.Content, FormulaPictures.Style),
            options,
            new RunServices
            {
                Checkpoints = new CheckpointSettings(Place) { ResumeFrom = Place },
                Plan = scales => new MemoryPlan([.. scales.Select(s => new ScaleMemory(s, new TileSettings(32), options.Optimizer, 100, false, 0, 0, 0))], 1 << 30),
            });

        Assert.Contains(result.Warnings, w => w.Code == MessageCodes.ResumedDifferently);
        Assert.DoesNotContain(Resume(options).Warnings, w => w.Code == MessageCodes.ResumedDifferently);
    }

    [Fact]
    public void Resume_WhereOnlyAnotherOptimizerFits_IsRefusedAndKeepsTheCheckpoint()
    {
        RunUntil(3, SmallRun.Options);
        using var network = TinyNetwork.Load(SmallRun.Options);

        var error = Assert.Throws<CheckpointException>(() => Stylizer.Run(
            network,
            new StylizePictures(FormulaPictures.Content, FormulaPictures.Style),
            SmallRun.Options,
            new RunServices
            {
                Checkpoints = new CheckpointSettings(Place) { ResumeFrom = Place },
                Plan = scales => new MemoryPlan([.. scales.Select(s => new ScaleMemory(s, new TileSettings(32), OptimizerKind.Adam, 0, false, 0, 0, 0))], 1 << 30),
            }));

        Assert.Equal(MessageCodes.CheckpointOfOtherRun, error.Code);
        Assert.Equal(3, Checkpoint.Read(Place).StepsDone);
    }

    // One run that is paused again and again: after each pause it must have come as far as the whole one had, and at the end to the same.
    private void AssertSameWhenPausedAt(IReadOnlyList<int> steps, StylizeOptions options)
    {
        var losses = new List<LossValues>();
        var whole = Run(options, progress: new Listener(p => losses.Add(p.Losses)));

        string? from = null;
        foreach (var step in steps.Where(s => s <= whole.Steps))
        {
            var seen = default(LossValues);
            var paused = RunUntil(step, options, from, seen: l => seen = l);
            Assert.Equal((StopReason.Cancelled, step), (paused.Stopped, paused.Steps));
            Assert.Equal(losses[step - 1], seen);
            from = Place;
        }

        var resumed = Resume(options);
        AssertSame(whole, resumed);
        Assert.Equal(whole.Strength, resumed.Strength);
    }

    private static void AssertSame(StylizeResult expected, StylizeResult actual)
    {
        Assert.Equal(expected.Picture.Pixels.ToArray(), actual.Picture.Pixels.ToArray());
        Assert.Equal((expected.Losses, expected.Steps, expected.Stopped), (actual.Losses, actual.Steps, actual.Stopped));
    }

    private static StylizeResult Run(
        StylizeOptions options, CheckpointSettings? checkpoints = null, IProgress<StylizeProgress>? progress = null, StylizePictures? pictures = null, TimeProvider? time = null, CancellationToken stopEarly = default)
    {
        using var network = TinyNetwork.Load(options);
        return Stylizer.Run(
            network,
            pictures ?? new StylizePictures(FormulaPictures.Content, FormulaPictures.Style),
            options,
            new RunServices { Progress = progress, Checkpoints = checkpoints, Time = time ?? TimeProvider.System, StopEarly = stopEarly },
            CancellationToken.None);
    }

    private StylizeResult RunUntil(
        int step, StylizeOptions options, string? resumeFrom = null, StylizePictures? pictures = null, Action<LossValues>? seen = null)
    {
        using var pause = new CancellationTokenSource();
        var progress = new Listener(p =>
        {
            seen?.Invoke(p.Losses);
            if (p.StepsDone == step)
            {
                pause.Cancel();
            }
        });
        return Run(options, new CheckpointSettings(Place) { ResumeFrom = resumeFrom }, progress, pictures, stopEarly: pause.Token);
    }

    private StylizeResult Resume(StylizeOptions options) => Run(options, new CheckpointSettings(Place) { ResumeFrom = Place });
}
