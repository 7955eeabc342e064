using System.Text.Json;
using Atelier.Imaging;

namespace Atelier.Cli.Tests;

/// <summary>The command and the engine together, on a tiny network.</summary>
public sealed class EngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EngineTests()
    {
        TinyInputs.Write(_folder);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stylize_Json_SaysNothingButObjectsAndWritesThePicture()
    {
        var outcome = CommandProcess.Run(_folder, [.. Words, "--size", "64", "--json", "--steps", "3", "--save-every", "2"]);

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        JsonElement[] lines = [.. outcome.Output.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal("estimate", lines[0].GetProperty("type").GetString());
        Assert.Equal(["progress", "progress", "progress"], lines[1..^1].Select(l => l.GetProperty("type").GetString()));
        Assert.Equal("done", lines[^1].GetProperty("type").GetString());
        Assert.Equal(3, lines[^1].GetProperty("steps").GetInt32());
        Assert.True(lines[^1].GetProperty("peak_memory_bytes").GetInt64() > 1 << 20);
        Assert.Equal((64, 48), (PictureReader.Inspect(_folder.File("out.png")).Width, PictureReader.Inspect(_folder.File("out.png")).Height));
        Assert.Contains("out-0002.png", _folder.Files);
    }

    [Fact]
    public void Stylize_Strength_IsToldAsItWasReachedAndKeptInTheRecipe()
    {
        var outcome = Stylize("--json", "--steps", "10", "--strength", "40");

        var done = JsonDocument.Parse(outcome.Output.TrimEnd('\n').Split('\n')[^1]).RootElement;
        Assert.InRange(done.GetProperty("strength").GetDouble(), 1, 99);
        Assert.Contains("\"strength\": 40", CommandCall.Run(_folder, "recipe", "show", "out.png").Output);
    }

    [Fact]
    public void Stylize_StrengthBesideAWeight_GivesWayAndSaysSo()
    {
        var outcome = Stylize("--steps", "2", "--strength", "40", "--style-weight", "7");
        var weighted = File.ReadAllBytes(_folder.File("out.png"));

        Assert.Equal(0, outcome.Code);
        Assert.Contains("--strength is switched off by the weights", outcome.Error);
        Assert.DoesNotContain(", strength", outcome.Error);
        Stylize("--steps", "2", "--style-weight", "7");
        Assert.Equal(File.ReadAllBytes(_folder.File("out.png")), weighted);
    }

    [Fact]
    public void Stylize_SameSeed_GivesTheSameBytes()
    {
        Stylize("--init", "noise", "--seed", "3", "--quiet", "--steps", "4");
        var first = File.ReadAllBytes(_folder.File("out.png"));
        Stylize("--init", "noise", "--seed", "3", "--quiet", "--steps", "4");

        Assert.Equal(first, File.ReadAllBytes(_folder.File("out.png")));
    }

    [Fact]
    public void Stylize_InTiles_PaintsThePictureOfTheWholeAndSaysSoFirst()
    {
        Stylize("--quiet", "--steps", "3", "--precision", "float32");
        var whole = Picture.Load(_folder.File("out.png"));

        var outcome = Stylize("--steps", "3", "--precision", "float32", "--tile", "32");

        var lines = outcome.Error.Split('\n');
        Assert.Equal(1, Array.FindIndex(lines, l => l.Contains("tiles of 32 pixels", StringComparison.Ordinal)));
        Assert.Contains("of memory", lines[1], StringComparison.Ordinal);
        var tiled = Picture.Load(_folder.File("out.png"));
        Assert.Equal((whole.Width, whole.Height), (tiled.Width, tiled.Height));
        Assert.All(whole.Pixels.Zip(tiled.Pixels), p => Assert.Equal(p.First, p.Second, tolerance: 1.5f / 255), throwIfEmpty: true);
    }

    [Fact]
    public void Estimate_OfARun_SaysMemoryTilesAndTime()
    {
        string[] words = ["estimate", "content.png", "style.png", "--network", "tiny.safetensors", "--size", "64", "--steps", "3", "--tile", "32"];

        var text = CommandCall.Run(_folder, words);
        var json = JsonDocument.Parse(CommandCall.Run(_folder, [.. words, "--json"]).Output).RootElement;

        Assert.Equal((0, ""), (text.Code, text.Error));
        Assert.Contains("1 scale to 64×48, 3 steps", text.Output, StringComparison.Ordinal);
        Assert.Contains("tiles of 32", text.Output, StringComparison.Ordinal);
        Assert.True(json.GetProperty("seconds").GetDouble() > 0);
        Assert.True(json.GetProperty("memory_bytes").GetInt64() > 1 << 20);
        Assert.Equal(32, json.GetProperty("scales")[0].GetProperty("tile").GetInt32());
    }

    [Theory]
    [InlineData("--memory", "64MiB", "--memory allows 64MiB")]
    [InlineData("--scratch", "missing", "there is no such folder")]
    [InlineData("--scratch", "content.png", "--scratch 'content.png' is a file, not a folder")]
    [InlineData("--scratch", "/dev/shm", "name a folder on a disk")]
    [InlineData("--scratch", "/proc", "cannot be written to")]
    public void Stylize_MemoryOrScratchThatWillNotDo_IsOneLineAndNoOutput(string option, string value, string expected)
    {
        Assert.Contains(expected, Stylize(option, value).OneLineOfError(1));
        Assert.Contains(expected, CommandCall.Run(_folder, "estimate", "content.png", "style.png", "--network", "tiny.safetensors", "--size", "64", option, value).OneLineOfError(1));
        Assert.DoesNotContain("out.png", _folder.Files);
    }

    [Fact]
    public void Stylize_TransparentContent_KeepsItsAlpha()
    {
        var alpha = WriteTransparentContent();

        var outcome = Stylize("--quiet", "--steps", "2");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Equal(alpha, Picture.Load(_folder.File("out.png")).Alpha);
    }

    [Fact]
    public void Stylize_TransparentContentToJpeg_WarnsOnceAndLiesOverWhite()
    {
        WriteTransparentContent();

        var outcome = CommandCall.Run(
            _folder, "stylize", "content.png", "style.png", "-o", "out.jpg", "--network", "tiny.safetensors", "--size", "64", "--steps", "2");

        Assert.Equal(0, outcome.Code);
        Assert.Contains("over white", Assert.Single(outcome.Error.Split('\n'), l => l.Contains("warning:", StringComparison.Ordinal)));
        Assert.InRange(Picture.Load(_folder.File("out.jpg")).Pixels[0], 0.97f, 1);
    }

    [Theory]
    [InlineData("content.png")]
    [InlineData("style.png")]
    public void Stylize_TransparentEverywhere_IsOneLineAndNoOutput(string name)
    {
        new Picture(64, 48, new float[3 * 64 * 48], alpha: new float[64 * 48]).Save(_folder.File(name));

        Assert.Contains("transparent everywhere", AssertFails(1));
    }

    [Fact]
    public void Stylize_ColorOnly_NeedsNoNetwork()
    {
        var outcome = CommandCall.Run(
            _folder, "stylize", "content.png", "style.png", "-o", "out.png", "--network", "none.pth", "--color", "only", "--size", "32", "--json");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Equal(0, JsonDocument.Parse(outcome.Output).RootElement.GetProperty("steps").GetInt32());
        Assert.Equal(32, PictureReader.Inspect(_folder.File("out.png")).Width);
    }

    [Fact]
    public void Stylize_JsonThatFails_EndsWithTheErrorAsData()
    {
        var outcome = Stylize("--json", "--scratch", "missing");

        Assert.Equal(1, outcome.Code);
        Assert.StartsWith("atelier: --scratch 'missing': there is no such folder", outcome.Error, StringComparison.Ordinal);
        var error = JsonDocument.Parse(outcome.Output.TrimEnd('\n').Split('\n')[^1]).RootElement;
        Assert.Equal(["type", "code", "option", "text"], error.EnumerateObject().Select(p => p.Name));
        Assert.Equal("error", error.GetProperty("type").GetString());
        Assert.Contains("there is no such folder", error.GetProperty("text").GetString());
    }

    [Fact]
    public void Stylize_WithoutMetadata_KeepsNoRecipe()
    {
        Assert.Equal(0, Stylize("--quiet", "--steps", "1", "--metadata", "none").Code);

        Assert.Equal(1, CommandCall.Run(_folder, "recipe", "show", "out.png").Code);
    }

    [Fact]
    public void Stylize_RecipeNameThatIsTooLong_IsFoundBeforeTheRun()
    {
        Assert.Contains("cannot be written", Stylize("--quiet", "--steps", "1", "--save-recipe", new string('r', 300)).OneLineOfError(1));
        Assert.DoesNotContain("out.png", _folder.Files);
    }

    [Fact]
    public void Stylize_Quiet_SaysNothing()
    {
        var outcome = Stylize("--quiet", "--steps", "2");

        Assert.Equal((0, "", ""), (outcome.Code, outcome.Output, outcome.Error));
    }

    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Stylize_Interrupted_WritesTheBestPictureSoFarAndItsCode(string signal, int code)
    {
        using var process = CommandProcess.Start(
            CommandProcess.Assembly, _folder, [.. Words, "--size", "128", "--steps", "1000000", "--json"]);
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken); // the first step is done

        CommandProcess.Signal(process, signal);
        var outcome = CommandProcess.Wait(process);

        Assert.Equal(code, outcome.Code);
        Assert.Equal(128, PictureReader.Inspect(_folder.File("out.png")).Width);
    }

    [Fact]
    public void Stylize_NetworkWithNotANumber_IsOneLineAndNoOutput()
    {
        TinyNetworkFile.Write(_folder.File("tiny.safetensors"), kernel => kernel[5] = float.NaN);

        Assert.Contains("conv1_1", AssertFails(1, "--steps", "2"));
    }

    [Fact]
    public void Stylize_NetworkCutShort_IsOneLineAndNoOutput()
    {
        File.WriteAllBytes(_folder.File("tiny.safetensors"), File.ReadAllBytes(_folder.File("tiny.safetensors"))[..^64]);

        Assert.Contains("tiny.safetensors", AssertFails(1, "--steps", "2"));
    }

    [Theory]
    [InlineData("relu9_1")]
    [InlineData("relu1_1,fc6")]
    public void Stylize_UnknownLayer_ListsThoseThereAre(string layers) =>
        Assert.Contains("relu4_2", AssertFails(2, "--style-layers", layers));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 15)]
    [InlineData(20000, 3)]
    public void Stylize_ContentTooSmallOrNarrow_SaysSo(int width, int height)
    {
        SyntheticRun.Picture(width, height).Save(_folder.File("content.png"));

        Assert.Contains("at least 16", AssertFails(1));
    }

    [Fact]
    public void Stylize_MoreThanTheMemory_IsRefusedBeforeAnyWork() =>
        Assert.Contains("--size", AssertFails(1, "--size", "8192", "--memory", "1GiB"));

    [Fact]
    public void Stylize_InTooLittleAddressSpace_IsOneLineAndNoOutput()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Others have no ulimit -v.");

        var outcome = CommandProcess.RunWithin(3_000_000, _folder, "stylize", "content.png", "style.png", "-o", "out.png", "--network", "tiny.safetensors");

        Assert.Contains("too little memory", outcome.OneLineOfError(1));
        Assert.DoesNotContain("out.png", _folder.Files);
    }

    [Fact]
    public void Stylize_CudaWhereThereIsNone_SaysWhatToDo()
    {
        Assert.SkipWhen(File.Exists("/dev/nvidia0"), "This machine has a GPU.");

        Assert.Contains("--device cpu", AssertFails(1, "--device", "cuda"));
    }

    [Fact]
    public void Evaluate_Json_HasEveryLoss()
    {
        var outcome = CommandProcess.Run(_folder, "evaluate", "content.png", "--content", "content.png", "--style", "style.png", "--network", "tiny.safetensors", "--json");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        var result = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.Equal(["network", "width", "height", "content", "style", "tv"], result.EnumerateObject().Select(p => p.Name));
        Assert.Equal(0, result.GetProperty("content").GetProperty("relu4_2").GetDouble());
        Assert.Equal(["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"], result.GetProperty("style").EnumerateObject().Select(p => p.Name));
        Assert.All(result.GetProperty("style").EnumerateObject(), p => Assert.True(p.Value.GetDouble() > 0), throwIfEmpty: true);
        Assert.True(result.GetProperty("tv").GetProperty("l1").GetDouble() > result.GetProperty("tv").GetProperty("l2").GetDouble());
    }

    [Fact]
    public void Evaluate_HiddenColours_PlayNoPart()
    {
        WriteTransparentContent();
        var first = Evaluate();
        WriteTransparentContent(hidden: 1);

        Assert.Equal(first, Evaluate());

        string Evaluate() => CommandCall.Run(
            _folder, "evaluate", "content.png", "--content", "content.png", "--style", "content.png", "--network", "tiny.safetensors", "--json").Output;
    }

    private static string[] Words => ["stylize", "content.png", "style.png", "-o", "out.png", "--network", "tiny.safetensors"];

    private CommandOutcome Stylize(params string[] options) => CommandCall.Run(_folder, [.. Words, "--size", "64", .. options]);

    private float[] WriteTransparentContent(float? hidden = null)
    {
        float[] alpha = [.. Enumerable.Range(0, 64 * 48).Select(i => Math.Clamp(((i % 64) - 20) * 10, 0, 255) / 255f)];
        float[] pixels = [.. TinyInputs.Waves(64, 48, 0.2).Pixels.Select((v, i) => alpha[i / 3] == 0 ? hidden ?? v : v)];
        new Picture(64, 48, pixels, alpha: alpha).Save(_folder.File("content.png"));
        return alpha;
    }

    private string AssertFails(int code, params string[] options)
    {
        var outcome = CommandCall.Run(_folder, [.. Words, .. options]);
        Assert.DoesNotContain("out.png", _folder.Files);
        return outcome.OneLineOfError(code);
    }
}
