using System.Runtime.CompilerServices;
using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Optimization;

namespace Atelier.Tests;

/// <summary>A larger picture beside its preview, on real pictures and the embedded network.</summary>
public class PreviewTests
{
    [Fact]
    public void Run_LargerAndReduced_IsLikeItsPreview()
    {
        // The picture of the last step at 256 pixels, after 100 and 60 of them; no other is looked at. The cat's eyes, and a third of the work.
        var options = StylizeOptions.For(StylizePreset.Fast) with { Size = 512, Steps = StepSchedule.Parse("100,60,20"), Network = "compact", PictureEvery = 160 };
        using var network = NetworkLoader.Load(options);

        // The run has the preview on its way, to the last bit (see NestedScalesTests).
        Picture? preview = null;
        var large = Stylizer.Run(
            network,
            new StylizePictures(Rows(Sample("photos/chelsea.jpg"), 60, 160), Sample("paintings/night.jpg")),
            options,
            new Listener(p => preview = p is { Scale: 2, Step: 60 } ? p.Picture : preview)).Picture;

        Assert.Equal(256, preview!.LongestSide);
        Assert.InRange(StructuralSimilarity.Of(preview, PictureResizer.Resize(large, preview.Width, preview.Height)), 0.85, 1);
    }

    [Fact]
    public void Run_AtTwiceThePreview_IsItReduced()
    {
        var (content, style) = (Picture.Load(SharedFolder.Require("images/content-tubingen.jpg")), Picture.Load(SharedFolder.Require("images/style-starry-night.jpg")));
        var options = StylizeOptions.For(StylizePreset.Fast) with { Size = 1024, Steps = StepSchedule.Parse("60,40,15,15"), Network = "compact", PictureEvery = 115 };
        using var network = NetworkLoader.Load(options);

        Picture? preview = null;
        var large = Stylizer.Run(
            network, new StylizePictures(content, style), options, new Listener(p => preview = p is { Scale: 3, Step: 15 } ? p.Picture : preview)).Picture;

        Assert.Equal(512, preview!.LongestSide);
        Assert.InRange(StructuralSimilarity.Of(preview, AreaMean.Of(large, preview.Width, preview.Height)), 0.85, 1);
        Assert.InRange(StructuralSimilarity.Of(preview, PictureResizer.Resize(large, preview.Width, preview.Height)), 0.85, 1);
    }

    private static Picture Rows(Picture picture, int top, int bottom) =>
        new(picture.Width, bottom - top, picture.Pixels.ToArray()[(3 * picture.Width * top)..(3 * picture.Width * bottom)]);

    private static Picture Sample(string path, [CallerFilePath] string here = "") =>
        Picture.Load(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "samples", path));
}
