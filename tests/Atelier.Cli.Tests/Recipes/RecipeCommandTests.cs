using Atelier.Imaging;
using Atelier.Recipes;

namespace Atelier.Cli.Tests.Recipes;

/// <summary>Recipes as users meet them: runs of the command on a tiny network.</summary>
public sealed class RecipeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RecipeCommandTests()
    {
        TinyInputs.Write(_folder);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("png")]
    [InlineData("jpg")]
    public void Stylize_FromARecipe_GivesTheSameBytes(string format)
    {
        Succeed("stylize", "content.png", "style.png", "-o", $"out.{format}", "--network", "tiny.safetensors", "--size", "64", "--steps", "3", "--init", "noise", "--seed", "5", "--quality", "80", "--save-recipe", "r.json");

        Succeed("stylize", "--recipe", "r.json", "-o", $"again.{format}");
        Succeed("stylize", "--recipe", $"out.{format}", "-o", $"third.{format}");

        Assert.Equal(Bytes($"out.{format}"), Bytes($"again.{format}"));
        Assert.Equal(Bytes($"out.{format}"), Bytes($"third.{format}"));
    }

    [Fact]
    public void Stylize_OptionsBesideARecipe_Win()
    {
        Paint("--seed", "5");

        Succeed("stylize", "--recipe", "r.json", "--size", "80", "--seed", "6", "-o", "again.png", "--save-recipe", "r2.json");

        var recipe = Recipe.Read(_folder.File("r2.json"));
        Assert.Equal((80, 6, 2), (recipe.Options.Size, recipe.Options.Seed, recipe.Options.Steps[0]));
        Assert.Equal(80, PictureReader.Inspect(_folder.File("again.png")).Width);
        Assert.Equal((80, 60, 2), (recipe.Result!.Width, recipe.Result.Height, recipe.Result.Steps));
    }

    [Fact]
    public void Stylize_PictureThatChanged_IsRefusedNamedAndCanBeGiven()
    {
        Paint();
        File.Copy(_folder.File("content.png"), _folder.File("kept.png"));
        File.Copy(_folder.File("style.png"), _folder.File("content.png"), overwrite: true);

        Assert.Contains("content picture 'content.png' has changed", Fail("--recipe", "r.json", "-o", "again.png"));
        Assert.DoesNotContain("again.png", _folder.Files);

        // The same picture elsewhere is given beside the recipe; another one is warned of.
        var same = CommandCall.Run(_folder, "stylize", "kept.png", "style.png", "--recipe", "r.json", "-o", "again.png");
        Assert.Equal(0, same.Code);
        Assert.DoesNotContain("warning", same.Error);
        Assert.Contains("warning: style.png is not the recipe's content.png", CommandCall.Run(_folder, "stylize", "style.png", "--recipe", "r.json", "-o", "other.png").Error);
        Assert.Equal(Picture.Load(_folder.File("out.png")).Pixels, Picture.Load(_folder.File("again.png")).Pixels);
        Assert.Contains("has changed", CommandCall.Run(_folder, "stylize", "--recipe", "r.json", "-o", "changed.png", "--allow-changes").Error);
        Assert.Contains("changed.png", _folder.Files);
    }

    [Fact]
    public void Stylize_NetworkThatChanged_IsRefusedAndNamed()
    {
        Paint();
        TinyNetworkFile.Write(_folder.File("tiny.safetensors"), kernel => kernel[5] += 1);

        Assert.Contains("network 'tiny.safetensors' has changed", Fail("--recipe", "r.json", "-o", "again.png"));
        Succeed("stylize", "--recipe", "r.json", "-o", "again.png", "--network", "tiny.safetensors");
    }

    [Fact]
    public void Stylize_RecipeOfAPictureWithoutOutput_WritesNothing()
    {
        Paint();
        var before = _folder.Files;

        Assert.Contains("needs an --output", CommandCall.Run(_folder, "stylize", "--recipe", "out.png").OneLineOfError(2));
        Assert.Contains("is the input", Fail("--recipe", "out.png", "-o", "out.png"));
        Assert.Contains("is the input", Fail("--recipe", "r.json", "-o", "new.png", "--save-recipe", "content.png"));
        Assert.Equal(before, _folder.Files);
    }

    [Theory]
    [InlineData("nowhere.json", "'nowhere.json' does not exist")]
    [InlineData("content.png", "'content.png' holds no recipe")]
    [InlineData("tiny.safetensors", "is no recipe")]
    public void Stylize_FromWhatIsNoRecipe_IsOneLine(string recipe, string expected) =>
        Assert.Contains(expected, Fail("--recipe", recipe, "-o", "again.png"));

    [Theory]
    [InlineData("stylize --recipe r.json --preset fast -o out.png", "contradict each other")]
    [InlineData("stylize a.png b.png --allow-changes", "--allow-changes needs a --recipe")]
    public void Words_ThatMakeNoSense_AreOneLineAndCode2(string words, string expected)
    {
        Paint();
        Assert.Contains(expected, CommandCall.Run(_folder, words.Split(' ')).OneLineOfError(2));
    }

    [Theory]
    [InlineData("cat r.json | \"$@\" --recipe - -o again.png")]
    [InlineData("\"$@\" --recipe - -o again.png < r.json")]
    [InlineData("cat out.png | \"$@\" --recipe - -o again.png")]
    [InlineData("mkfifo pipe && (cat r.json > pipe &) && \"$@\" --recipe pipe -o again.png")]
    public void Stylize_FromARecipeThroughAPipe_GivesTheSameBytes(string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no place among files there");
        Paint();
        var folder = Directory.CreateDirectory(_folder.File("elsewhere")); // paths are seen from the working folder, wherever a pipe is

        var outcome = CommandProcess.RunInShell(line.Replace("pipe", $"'{folder.FullName}/pipe'", StringComparison.Ordinal), _folder, "stylize");

        Assert.Equal((0, ""), (outcome.Code, outcome.Output));
        Assert.Equal(Bytes("out.png"), Bytes("again.png"));
    }

    [Fact]
    public void Show_OfWhatNeverEnds_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no place among files there");
        Assert.Contains("expected JSON of at most 8 MiB", CommandProcess.RunInShell("\"$@\" < /dev/zero", _folder, "recipe", "show", "-").OneLineOfError(1));
    }

    [Fact]
    public void Show_OfAPicture_PrintsItsRecipe()
    {
        Paint("--seed", "5");

        var outcome = CommandCall.Run(_folder, "recipe", "show", "out.png");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("\"seed\": 5,", outcome.Output);
        Assert.Contains("\"file\": \"content.png\"", outcome.Output);
        Assert.Contains("holds no recipe", CommandCall.Run(_folder, "recipe", "show", "style.png").OneLineOfError(1));
    }

    [Fact]
    public void Schema_IsPrinted() => Assert.Equal(RecipeSchema.ToJson(), CommandCall.Run(_folder, "recipe", "schema").Output);


    private void Paint(params string[] options) => Succeed(
        ["stylize", "content.png", "style.png", "-o", "out.png", "--network", "tiny.safetensors", "--size", "64", "--steps", "2", "--save-recipe", "r.json", .. options]);

    private void Succeed(params string[] words)
    {
        var outcome = CommandCall.Run(_folder, words);
        Assert.True(outcome.Code == 0, outcome.Error);
    }

    private string Fail(params string[] words) => CommandCall.Run(_folder, ["stylize", .. words]).OneLineOfError(1);

    private byte[] Bytes(string name) => File.ReadAllBytes(_folder.File(name));
}
