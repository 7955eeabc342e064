using Atelier.Checkpoints;
using Atelier.Imaging;
using Atelier.Optimization;
using Atelier.Recipes;
using Atelier.Tests.Networks;

namespace Atelier.Tests;

/// <summary>A large run begins with exactly the run of a small picture.</summary>
public class NestedScalesTests
{
    // 61×47 has no round sizes at any scale.
    private static readonly Picture Odd = PictureResizer.Resize(FormulaPictures.Content, 61, 47);

    private static readonly StylizeOptions Preview = SmallRun.Options with { Size = 128, Scales = null, Steps = StepSchedule.Parse("5,3,2") };

    public static TheoryData<string, string> Options => new()
    {
        { "init", "content" },
        { "init", "noise" },
        { "init", "style" },
        { "optimizer", "adam" },
        { "match-size", "resize" },
        { "style-scale", "0.7" },
        { "color", "match" },
        { "color", "luminance" },
        { "style-loss", "moments" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Run_OfALargerSize_HasThePreviewOnItsWayToTheLastBit(string name, string value)
    {
        var options = StylizeOption.All.Single(o => o.Name == name).With(Preview, value);
        using var network = TinyNetwork.Load(options);
        var pictures = new StylizePictures(Odd, FormulaPictures.Style, PictureResizer.Resize(FormulaPictures.Content, 150, 170))
        {
            Regions = [new StyleRegion(new Picture(2, 1, [0, 0, 0, 1, 1, 1]), FormulaPictures.Style)],
        };
        var preview = Stylizer.Run(network, pictures, options).Picture;

        foreach (var size in new[] { 256, 293 })
        {
            Picture? onTheWay = null;
            using var seen = new CancellationTokenSource();
            var listener = new Listener(p =>
            {
                if (p is { Scale: 1, Step: 5 })
                {
                    onTheWay = p.Picture;
                    seen.Cancel(); // what comes after it is not looked at
                }
            });
            Stylizer.Run(network, pictures, options with { Size = size, PictureEvery = 1 }, new RunServices { Progress = listener, StopEarly = seen.Token });

            Assert.Equal((preview.Width, preview.Height), (onTheWay!.Width, onTheWay.Height));
            Assert.Equal(preview.Pixels.ToArray(), onTheWay.Pixels.ToArray());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(70.0)]
    public void Run_ContinuedFromTheCheckpointOfAPreview_IsTheWholeRunToTheLastBit(double? strength)
    {
        using var folder = new TemporaryFolder();
        var preview = folder.File("preview.atelier");
        var options = Preview with { Strength = strength };
        using var network = TinyNetwork.Load(options);
        var pictures = new StylizePictures(Odd, FormulaPictures.Style);
        Stylizer.Run(network, pictures, options, new RunServices { Checkpoints = new CheckpointSettings(preview) }, default);
        var whole = Stylizer.Run(network, pictures, options with { Size = 300 });
        var reports = new List<StylizeProgress>();

        var continued = Stylizer.Run(network, pictures, options with { Size = 300, Continue = new PaintedFile(preview) }, new Listener(reports.Add));

        Assert.Equal(whole.Picture.Pixels.ToArray(), continued.Picture.Pixels.ToArray());
        Assert.Equal((whole.Strength, whole.Balance), (continued.Strength, continued.Balance));
        Assert.Equal((256, 197), (reports[0].Width, reports[0].Height));
        Assert.Equal(whole.Steps - 5, continued.Steps);
    }

    [Fact]
    public void Run_ContinuedFromASavedPreview_IsTheWholeRunButForTheRoundingOfTheFile()
    {
        using var folder = new TemporaryFolder();
        using var network = TinyNetwork.Load(Preview);
        var pictures = new StylizePictures(Odd, FormulaPictures.Style);
        Stylizer.Run(network, pictures, Preview).Picture.Save(folder.File("preview.png"), new PictureWriteOptions { BitDepth = 16 });
        var whole = Stylizer.Run(network, pictures, Preview with { Size = 256 }).Picture;

        var continued = Stylizer.Run(network, pictures, Preview with { Size = 256, Continue = new PaintedFile(folder.File("preview.png")) }).Picture;

        Assert.InRange(StructuralSimilarity.Of(whole, continued), 0.99, 1);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(19, false)]
    public void Run_ContinuedFromASavedPicture_BeginsWithTheBalanceOfItsRecipe(double styleWeight, bool isTheSame)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("preview.png");
        Odd.Save(file);
        var options = Preview with { Strength = 70, Steps = StepSchedule.Parse("1"), Size = 256 };
        var recipe = new Recipe
        {
            Content = RecipeFile.Of(file),
            Styles = [RecipeFile.Of(file)],
            Network = new RecipeNetwork("tiny", null, new string('0', 64)),
            Options = options with { StyleWeight = styleWeight },
            Result = new RecipeResult(128, 99, 1, StopReason.Finished, "cpu, float32") { Strength = 70, Balance = 1e-3 },
        };
        PictureResizer.Resize(Odd, 128, 99).Save(file, new PictureWriteOptions { Recipe = recipe.ToJson() });
        using var network = TinyNetwork.Load(options);

        var continued = Stylizer.Run(network, new StylizePictures(Odd, FormulaPictures.Style), options with { Continue = new PaintedFile(file) });

        Assert.Equal(isTheSame, Math.Abs(continued.Balance!.Value - 1e-3) < 1e-9); // one step, so that it was not turned before it was measured
    }

    [Theory]
    [InlineData(128, 99, 128, "larger Size")]
    [InlineData(128, 128, 256, "shape of the content picture")]
    public void Run_ContinuedFromWhatDoesNotFit_IsRefused(int width, int height, int size, string named)
    {
        using var folder = new TemporaryFolder();
        using var network = TinyNetwork.Load(Preview);
        PictureResizer.Resize(Odd, width, height).Save(folder.File("preview.png"));
        var options = Preview with { Size = size, Continue = new PaintedFile(folder.File("preview.png")) };

        var message = Assert.Throws<PictureException>(() => Stylizer.Run(network, new StylizePictures(Odd, FormulaPictures.Style), options)).Message;

        Assert.Contains("preview.png", message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ContinuedFromARunThatIsNotFinished_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var network = TinyNetwork.Load(Preview);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var pictures = new StylizePictures(Odd, FormulaPictures.Style);
        Stylizer.Run(network, pictures, Preview, new RunServices { Checkpoints = new CheckpointSettings(folder.File("preview.atelier")), StopEarly = cancelled.Token }, CancellationToken.None);

        var options = Preview with { Size = 256, Continue = new PaintedFile(folder.File("preview.atelier")) };

        Assert.Contains("Resume", Assert.Throws<CheckpointException>(() => Stylizer.Run(network, pictures, options)).Message, StringComparison.Ordinal);
    }
}
