using Atelier.Checkpoints;
using Atelier.Imaging;
using Atelier.Optimization;
using Atelier.Tests.Networks;
using TorchSharp;

namespace Atelier.Tests;

/// <summary>Runs beyond the size of a preview are held to what they were at it.</summary>
public class PreviewConstraintTests
{
    // No round sizes at any scale, and as flat as the smallest can be. A step at each of them that the next would undo without being held.
    private static readonly Picture Odd = PictureResizer.Resize(FormulaPictures.Content, 61, 17);

    private static readonly StylizeOptions Options = SmallRun.Options with
    {
        Size = 700,
        Scales = null,
        ScaleFactor = 2,
        Steps = StepSchedule.Parse("3,3,4,9"),
        PreviewWeight = 0.2,
    };

    private static StylizePictures Pictures => new(Odd, FormulaPictures.Style);

    [Theory]
    [InlineData(700, 2.0)]
    [InlineData(1024, 2.0)] // whose preview is as large as a preview can be
    [InlineData(700, 3.0)]
    public void Run_BeyondThePreview_IsLikerToItTheMoreItIsHeld(int size, double factor)
    {
        using var network = TinyNetwork.Load(Options);
        var preview = default(Picture);
        var likeness = new List<double>();
        foreach (var weight in new[] { 0, 0.05, 1 })
        {
            var options = Options with { Size = size, ScaleFactor = factor, PreviewWeight = weight, PictureEvery = 1 };
            var large = Stylizer.Run(network, Pictures, options, new Listener(p => preview = p.Width <= 512 ? p.Picture : preview)).Picture;
            likeness.Add(StructuralSimilarity.Of(preview!, AreaMean.Of(large, preview!.Width, preview.Height)));
        }

        Assert.True(likeness[0] < likeness[1] && likeness[1] < likeness[2], string.Join(", ", likeness));
        Assert.InRange(likeness[2], 0.9, 1);
    }

    [Theory]
    [InlineData(512, null, 2)] // none beyond
    [InlineData(1100, 2, 2)] // none up to it: 550 and 1100
    [InlineData(300, 1, 2)]
    public void Run_WithoutAScaleOnEachSide_IsHeldToNothing(int size, int? scales, int steps)
    {
        var options = Options with { Size = size, Scales = scales, Steps = StepSchedule.Parse($"{steps}") };
        using var network = TinyNetwork.Load(options);

        var free = Stylizer.Run(network, Pictures, options with { PreviewWeight = 0 });
        var held = Stylizer.Run(network, Pictures, options);

        Assert.Equal(free.Picture.Pixels.ToArray(), held.Picture.Pixels.ToArray());
        Assert.Equal(0, held.Losses["preview"]);
    }

    [Fact]
    public void Run_Held_LossesAddUp()
    {
        using var network = TinyNetwork.Load(Options);
        var losses = Stylizer.Run(network, Pictures, Options).Losses;

        Assert.True(losses["preview"] > 0);
        Assert.Equal(losses["content"] + losses["style"] + losses["strokes"] + losses["tv"] + losses["range"] + losses["preview"], losses.Total, 1e-9 * losses.Total);
    }

    [Theory]
    [InlineData(OptimizerKind.Lbfgs, null)]
    [InlineData(OptimizerKind.Adam, null)]
    [InlineData(OptimizerKind.Lbfgs, 60.0)]
    public void Run_GoneOnFromAnyCheckpoint_EndsWithTheSameBytes(OptimizerKind kind, double? strength)
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Size = 560, Optimizer = kind, Strength = strength, Steps = StepSchedule.Parse("1,1,2,3") };
        using var network = TinyNetwork.Load(options);
        var place = folder.File("run.atelier");
        var copies = new List<string>();
        var listener = new Listener(p =>
        {
            copies.Add(folder.File($"{p.StepsDone}.atelier"));
            File.Copy(place, copies[^1]);
        });
        var whole = Stylizer.Run(network, Pictures, options, new RunServices { Progress = listener, Checkpoints = new CheckpointSettings(place) { Every = TimeSpan.Zero } }, default);
        copies.Add(place);

        Assert.Equal(whole.Steps + 1, copies.Count);
        foreach (var copy in copies)
        {
            var resumed = Stylizer.Run(network, Pictures, options, new RunServices { Checkpoints = new CheckpointSettings(folder.File("on.atelier")) { ResumeFrom = copy } }, default);
            Assert.Equal(whole.Picture.Pixels.ToArray(), resumed.Picture.Pixels.ToArray());
            Assert.Equal(whole.Losses, resumed.Losses);
        }
    }

    // Both sizes in one test, which paints the whole once. Beyond the preview, at 1024, the checkpoint knows what it was held to.
    [Fact]
    public void Run_ContinuedFromACheckpoint_IsTheWholeRunToTheLastBit()
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Size = 1056, Steps = StepSchedule.Parse("1,1,2,3") };
        using var network = TinyNetwork.Load(options);
        var whole = Stylizer.Run(network, Pictures, options);

        foreach (var size in new[] { 512, 1024 })
        {
            var state = folder.File($"{size}.atelier");
            Stylizer.Run(network, Pictures, options with { Size = size }, new RunServices { Checkpoints = new CheckpointSettings(state) }, default);

            var continued = Stylizer.Run(network, Pictures, options with { Continue = new PaintedFile(state) });

            Assert.Equal(whole.Picture.Pixels.ToArray(), continued.Picture.Pixels.ToArray());
            Assert.Equal(whole.Losses, continued.Losses);
        }
    }

    [Theory]
    [InlineData(512)]
    [InlineData(600)]
    public void Run_ContinuedFromASavedPicture_IsHeldToIt(int size)
    {
        using var folder = new TemporaryFolder();
        using var network = TinyNetwork.Load(Options);
        var saved = Stylizer.Run(network, Pictures, Options with { Size = size }).Picture;
        saved.Save(folder.File("preview.png"));

        double Likeness(double weight) => StructuralSimilarity.Of(saved, AreaMean.Of(Continued(weight), saved.Width, saved.Height));
        Picture Continued(double weight) =>
            Stylizer.Run(network, Pictures, Options with { Size = 768, PreviewWeight = weight, Continue = new PaintedFile(folder.File("preview.png")) }).Picture;

        Assert.True(Likeness(1) > Likeness(0) + 0.01);
    }

    [Fact]
    public void Run_PartsKeptAndHidden_AreHeldWhereTheyAreSeen()
    {
        var half = new Picture(2, 1, [0, 0, 0, 1, 1, 1]);
        var pictures = new StylizePictures(Odd.WithAlpha([.. Enumerable.Range(0, Odd.Width * Odd.Height).Select(i => i % Odd.Width < 40 ? 1f : 0f)]))
        {
            Regions = [new StyleRegion(half, FormulaPictures.Style)],
        };
        var options = Options with { Elsewhere = Atelier.Losses.OutsideRegions.Keep, StyleWeight = 20, StrokeWeight = 0 };
        using var network = TinyNetwork.Load(options);
        var preview = default(Picture);

        double Likeness(double weight)
        {
            var large = Stylizer.Run(network, pictures, options with { PreviewWeight = weight, PictureEvery = 1 }, new Listener(p => preview = p.Width <= 512 ? p.Picture : preview)).Picture;
            return StructuralSimilarity.Of(Seen(preview!), Seen(AreaMean.Of(large, preview!.Width, preview.Height)));
        }

        // What is painted and not hidden.
        static Picture Seen(Picture picture) => Crop(picture, picture.Width / 2, picture.Width * 40 / 61);

        Assert.True(Likeness(1) > Likeness(0) + 0.01);
    }

    [Fact]
    public void Run_InTiles_IsTheWholeRun()
    {
        var options = Options with { Steps = StepSchedule.Parse("1,1,2,1"), Optimizer = OptimizerKind.Adam };
        using var network = TinyNetwork.Load(options);

        var whole = Stylizer.Run(network, Pictures, options);
        var tiled = Stylizer.Run(network, Pictures, options with { Tile = 200 });

        Assert.Equal(whole.Losses["preview"], tiled.Losses["preview"], 1e-3 * whole.Losses["preview"]);
        Assert.Equal(whole.Losses.Total, tiled.Losses.Total, 1e-3 * whole.Losses.Total);
        Assert.InRange(StructuralSimilarity.Of(whole.Picture, tiled.Picture), 0.99, 1);
    }

    [Fact]
    public void Run_Held_LeavesNoTensorBehind()
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Steps = StepSchedule.Parse("1"), Size = 600 };
        using var network = TinyNetwork.Load(options);
        Stylizer.Run(network, Pictures, options);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        Stylizer.Run(network, Pictures, options, new RunServices { Checkpoints = new CheckpointSettings(folder.File("a.atelier")) { Every = TimeSpan.Zero } }, default);
        Stylizer.Run(network, Pictures, options, new RunServices { Checkpoints = new CheckpointSettings(folder.File("b.atelier")) { ResumeFrom = folder.File("a.atelier") } }, default);
        Stylizer.Run(network, Pictures, options with { Size = 700, Continue = new PaintedFile(folder.File("a.atelier")) });

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static Picture Crop(Picture picture, int left, int right)
    {
        var columns = right - left;
        var pixels = new float[3 * columns * picture.Height];
        for (var y = 0; y < picture.Height; y++)
        {
            for (var i = 0; i < 3 * columns; i++)
            {
                pixels[(3 * y * columns) + i] = picture.Pixels[(3 * ((y * picture.Width) + left)) + i];
            }
        }

        return new Picture(columns, picture.Height, pixels);
    }
}
