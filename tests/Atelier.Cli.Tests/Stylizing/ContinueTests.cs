using System.Text.Json;
using Atelier.Imaging;
using Atelier.Recipes;

namespace Atelier.Cli.Tests.Stylizing;

/// <summary>From a preview to a poster.</summary>
public sealed class ContinueTests : IClassFixture<ContinueTests.Preview>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ContinueTests(Preview preview)
    {
        foreach (var file in preview.Folder.Files)
        {
            File.Copy(preview.Folder.File(file), _folder.File(file));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("preview.png", 4)]
    [InlineData("preview.atelier", 4)]
    [InlineData("preview.json", 10)] // holds no picture
    public void Continue_WithoutPictures_TakesThoseOfItsRecipe(string from, int steps)
    {
        var outcome = CommandCall.Run(_folder, "stylize", "--continue", from, "--size", "256", "-o", "poster.png", "--json");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Equal(steps, JsonDocument.Parse(outcome.Output.TrimEnd('\n').Split('\n')[^1]).RootElement.GetProperty("steps").GetInt32());
        var recipe = Recipe.Read(_folder.File("poster.png"));
        Assert.Equal((256, 33), (recipe.Options.Size, recipe.Options.StyleWeight));
        Assert.Equal(steps == 4 ? [from] : [], recipe.Files.Select(f => Path.GetFileName(f.Path)));
        Run("stylize", "--recipe", "poster.png", "-o", "again.png");
        Assert.Equal(File.ReadAllBytes(_folder.File("poster.png")), File.ReadAllBytes(_folder.File("again.png")));
    }

    [Fact]
    public void Continue_FromTheCheckpoint_IsTheRunFromTheStart()
    {
        Run("stylize", "--continue", "preview.atelier", "--size", "256", "-o", "poster.png");
        Run("stylize", "--recipe", "preview.png", "--size", "256", "-o", "whole.png");

        Assert.Equal(Picture.Load(_folder.File("whole.png")).Pixels, Picture.Load(_folder.File("poster.png")).Pixels);
    }

    [Theory]
    [InlineData(1, "larger --size", "--continue", "preview.png")]
    [InlineData(1, "no recipe", "--continue", "content.png", "--size", "256")]
    [InlineData(1, "none.png", "--continue", "none.png", "--size", "256")]
    [InlineData(2, "--preset contradict", "--continue", "preview.png", "--size", "256", "--preset", "fast")]
    [InlineData(1, "--size was 128, not 256", "--continue", "preview.png", "--size", "256", "--resume", "preview.atelier")]
    public void Continue_ThatCannotBe_IsOneLine(int code, string named, params string[] words) =>
        Assert.Contains(named, CommandCall.Run(_folder, ["stylize", "-o", "poster.png", .. words]).OneLineOfError(code), StringComparison.Ordinal);

    private void Run(params string[] words) => Run(_folder, words);

    private static void Run(TemporaryFolder folder, string[] words)
    {
        var outcome = CommandCall.Run(folder, [.. words, "--quiet"]);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
    }

    /// <summary>A painted preview with its pictures, its recipe and its checkpoint, made once for all tests.</summary>
    public sealed class Preview : IDisposable
    {
        public Preview()
        {
            TinyInputs.Write(Folder);
            string[] files = ["-o", "preview.png", "--checkpoint", "preview.atelier", "--save-recipe", "preview.json"];
            Run(Folder, ["stylize", "content.png", "style.png", .. files, "--network", "tiny.safetensors", "--size", "128", "--steps", "6,4", "--style-weight", "33"]);
        }

        internal TemporaryFolder Folder { get; } = new();

        public void Dispose() => Folder.Dispose();
    }
}
