using Atelier.Imaging;

namespace Atelier.Cli.Tests.Stylizing;

/// <summary>Styles, folders and regions as words, with a tiny network.</summary>
public sealed class StyleFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StyleFilesTests()
    {
        TinyNetworkFile.Write(_folder.File("tiny.safetensors"));
        Save("content.png", 64, 48, (x, y) => 0.3 + (0.4 * x) - (0.2 * y));
        Save("waves.png", 48, 64, (x, y) => 0.5 + (0.4 * Math.Sin(40 * x)));
        Save("bars.png", 64, 64, (x, y) => Math.Floor(y * 16) % 2);
        Save("left.png", 32, 24, (x, _) => x < 0.5 ? 1 : 0);
        Save("black.png", 32, 24, (_, _) => 0);
        Directory.CreateDirectory(_folder.File("painter"));
        File.Copy(_folder.File("waves.png"), _folder.File("painter/a.png"));
        File.Copy(_folder.File("bars.png"), _folder.File("painter/b.PNG"));
        File.WriteAllText(_folder.File("painter/notes.txt"), "not a picture");
        File.WriteAllText(_folder.File("painter/.hidden.png"), "not a picture either");
        Directory.CreateDirectory(_folder.File("empty"));
    }

    [Fact]
    public void Stylize_Folder_IsItsPicturesAlike() =>
        Assert.Equal(Paint("waves.png", "bars.png"), Paint("painter"));

    [Fact]
    public void Stylize_FolderBesideAPicture_SharesOneWeight() =>
        Assert.Equal(Paint("waves.png", "bars.png", "bars.png", "--style-weights", "1,1,6"), Paint("painter", "bars.png", "--style-weights", "1,3"));

    [Fact]
    public void Stylize_WeightsOneAndNothing_IsTheFirstStyleAlone()
    {
        Assert.Equal(Paint("waves.png"), Paint("waves.png", "bars.png", "--style-weights", "1,0"));
        Assert.NotEqual(Paint("waves.png"), Paint("waves.png", "bars.png"));
    }

    [Fact]
    public void Stylize_RegionWithTheRestKept_LeavesThePhotographThereToTheBit()
    {
        Paint("--region", "left.png=bars.png", "--elsewhere", "keep");

        var (content, painted) = (Picture.Load(_folder.File("content.png")), Picture.Load(_folder.File("out.png")));
        Assert.Equal(Right(content), Right(painted));
        Assert.NotEqual(content.Pixels, painted.Pixels);
    }

    [Fact]
    public void Stylize_Region_PaintsItInItsOwnStyle() =>
        Assert.NotEqual(Paint("waves.png"), Paint("waves.png", "--region", "left.png=bars.png:left.png"));

    [Theory]
    [InlineData("black.png=bars.png", "The mask 'black.png' is black everywhere")]
    [InlineData("left.png=bars.png:black.png", "The mask 'black.png' is black everywhere")]
    [InlineData("painter/notes.txt=bars.png", "notes.txt")]
    public void Stylize_MaskThatCannotBe_IsOneLineAndCode1(string region, string expected)
    {
        var outcome = Stylize("waves.png", "--region", region);

        Assert.Contains(expected, outcome.OneLineOfError(1));
        Assert.DoesNotContain("out.png", _folder.Files);
    }

    [Fact]
    public void Stylize_FolderWithoutPictures_IsOneLineAndCode1() =>
        Assert.Contains("'empty' is a directory without a picture in it", Stylize("empty").OneLineOfError(1));

    [Fact]
    public void Stylize_StyleOfAFolderAsOutput_IsRefused() =>
        Assert.Contains("painter", CommandCall.Run(_folder, "stylize", "content.png", "painter", "-o", "painter/a.png", "--network", "tiny.safetensors").OneLineOfError(1));

    [Fact]
    public void Stylize_StyleSmallerThanAskedFor_IsSaidWithTheNumbers()
    {
        var outcome = CommandCall.Run(
            _folder, "stylize", "content.png", "waves.png", "-o", "out.png", "--network", "tiny.safetensors", "--size", "64", "--steps", "1", "--style-scale", "2");

        Assert.Contains("The style picture is 48×64 pixels, smaller than the 128 asked for", outcome.Output + outcome.Error);
    }

    public void Dispose() => _folder.Dispose();

    // Not the bytes of the file, which holds a recipe with the names of the pictures.
    private float[] Paint(params string[] words)
    {
        var outcome = Stylize(words);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        return Picture.Load(_folder.File("out.png")).Pixels.ToArray();
    }

    private CommandOutcome Stylize(params string[] words) => CommandCall.Run(
        _folder, ["stylize", "content.png", .. words, "-o", "out.png", "--network", "tiny.safetensors", "--size", "64", "--steps", "12", "--quiet"]);

    private void Save(string name, int width, int height, Func<double, double, double> grey)
    {
        var pixels = Enumerable.Range(0, width * height).SelectMany(i => Enumerable.Repeat((float)grey((double)(i % width) / width, (double)(i / width) / height), 3));
        new Picture(width, height, [.. pixels]).Save(_folder.File(name));
    }

    // The masks' edge is in the middle, and reaches a few pixels to either side as it is enlarged.
    private static float[] Right(Picture picture) =>
        [.. Enumerable.Range(0, picture.Height).SelectMany(y => picture.Pixels.Skip(3 * ((y * picture.Width) + 40)).Take(3 * 24))];
}
