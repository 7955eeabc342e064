using System.Text.Json;
using Atelier.Imaging;

namespace Atelier.Cli.Tests.Batches;

/// <summary>Many pictures at once, on a tiny network.</summary>
public sealed class BatchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BatchCommandTests()
    {
        Directory.CreateDirectory(_folder.File("photos"));
        Write("photos/a.png", 0.2);
        Write("photos/b.png", 0.3);
        Write("night.png", 0.7);
        Write("sea.png", 0.9);
        TinyNetworkFile.Write(_folder.File("tiny.safetensors"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Batch_PhotosAndStyles_PaintsEachInEachAsStylizeDoes()
    {
        var outcome = Batch("photos/*.png", "--style", "night.png", "--style", "sea.png", "-o", "out/{content}-{style}.png");
        CommandCall.Run(_folder, [.. "stylize photos/b.png sea.png -o single.png".Split(' '), .. Small, "--quiet"]);

        Assert.Equal(0, outcome.Code);
        Assert.Equal(["a-night.png", "a-sea.png", "b-night.png", "b-sea.png"], Outputs());
        Assert.Equal(File.ReadAllBytes(_folder.File("single.png")), File.ReadAllBytes(_folder.File("out/b-sea.png")));
        Assert.Contains("2/4: photos/a.png with sea.png into out/a-sea.png\n", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith("Painted 4 of 4 pictures\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_RunAgain_PaintsOnlyWhatIsNotTheSameRun()
    {
        string[] words = ["photos", "--style", "night.png", "-o", "out/{content}.png"];
        Batch(words);
        var first = Directory.GetFiles(_folder.File("out")).ToDictionary(f => f, File.GetLastWriteTimeUtc);

        var again = Batch(words);
        Write("photos/b.png", 0.35); // now another picture
        Write("photos/c.png", 0.4);
        var more = Batch(words);
        var others = Batch([.. words, "--seed", "1", "--init", "noise"]);

        Assert.EndsWith("Painted 0 of 2 pictures; 2 were finished before\n", again.Error, StringComparison.Ordinal);
        Assert.EndsWith("Painted 2 of 3 pictures; 1 were finished before\n", more.Error, StringComparison.Ordinal);
        Assert.EndsWith("Painted 3 of 3 pictures\n", others.Error, StringComparison.Ordinal);
        Assert.Equal(2, first.Count);
    }

    [Fact]
    public void Batch_OneFailure_DoesNotStopTheRestAndIsListedAtTheEnd()
    {
        File.WriteAllText(_folder.File("photos/broken.png"), "no picture");

        var outcome = Batch("photos/*.png", "--style", "night.png", "-o", "out/{content}.png");
        var quiet = Batch("photos/*.png", "--style", "night.png", "-o", "out/{content}.png", "--quiet");

        Assert.Equal((1, 1), (outcome.Code, quiet.Code));
        Assert.Equal(["a.png", "b.png"], Outputs());
        Assert.Contains("Painted 2 of 3 pictures; 1 failed\natelier: out/broken.png: ", outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith("atelier: out/broken.png: ", quiet.Error, StringComparison.Ordinal);
        Assert.Single(quiet.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Batch_Interrupted_LeavesWholePicturesOnlyAndGoesOnWhenRunAgain()
    {
        // More steps than there is room for in a pipe that nobody reads: the second picture cannot be finished before the signal.
        string[] words = ["batch", "photos/*.png", "--style", "night.png", "-o", "out/{content}.png", .. Small[..^2], "--steps", "600"];
        using var process = CommandProcess.Start(CommandProcess.Assembly, _folder, [.. words, "--json"]);
        for (string type = "", number = ""; (type, number) != ("begin", "2");)
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new EndOfStreamException();
            var json = JsonDocument.Parse(line).RootElement;
            (type, number) = (json.GetProperty("type").GetString()!, json.GetProperty("number").GetRawText());
        }

        CommandProcess.Signal(process, "INT");
        var outcome = CommandProcess.Wait(process);

        Assert.Equal((130, ""), (outcome.Code, outcome.Error));
        Assert.Equal(["a.png"], Outputs());
        var done = JsonDocument.Parse(outcome.Output.TrimEnd('\n').Split('\n')[^1]).RootElement;
        Assert.Equal(("done", true), (done.GetProperty("type").GetString(), done.GetProperty("interrupted").GetBoolean()));
        Assert.Equal((1, 2), (done.GetProperty("painted").GetInt32(), done.GetProperty("count").GetInt32()));
        Assert.EndsWith("Painted 1 of 2 pictures; 1 were finished before\n", CommandCall.Run(_folder, words).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_Json_IsALineAnEventWithTheWarningsOfEachPicture()
    {
        File.WriteAllText(_folder.File("photos/broken.png"), "no picture");
        File.WriteAllBytes(_folder.File("photos/b.png"), File.ReadAllBytes(_folder.File("photos/a.png")));
        Batch("photos/a.png", "--style", "night.png", "-o", "out/{content}.png", "--quiet");

        var outcome = Batch("photos/*.png", "--style", "night.png", "-o", "out/{content}.png", "--json");

        Assert.Equal(1, outcome.Code);
        Assert.StartsWith("atelier: out/broken.png: ", Assert.Single(outcome.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        JsonElement[] lines = [.. outcome.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["begin", "progress", "painted", "begin", "failed", "done"], lines.Select(l => l.GetProperty("type").GetString()!).Aggregate(Array.Empty<string>(), (types, type) => types is [.., var last] && last == type ? types : [.. types, type]));
        Assert.All(lines[..^1], l => Assert.Equal(3, l.GetProperty("count").GetInt32()));
        Assert.Equal((2, 3), (lines[0].GetProperty("number").GetInt32(), lines[^2].GetProperty("number").GetInt32()));
        var painted = lines.Single(l => l.GetProperty("type").GetString() == "painted");
        Assert.Equal(("out/b.png", 64), (painted.GetProperty("output").GetString(), painted.GetProperty("width").GetInt32()));
        Assert.Equal("out/broken.png", lines[^2].GetProperty("output").GetString());
        Assert.Contains("broken.png", lines[^2].GetProperty("reason").GetString()!, StringComparison.Ordinal);
        Assert.Equal((3, 1, 1, 1), (Number("count"), Number("painted"), Number("finished_before"), Number("failed")));

        int Number(string name) => lines[^1].GetProperty(name).GetInt32();
    }

    [Fact]
    public void Batch_StrengthBesideWeights_SaysThatItIsSwitchedOff()
    {
        string[] words = ["photos/a.png", "--style", "night.png", "-o", "out/{content}.png", "--strength", "50", "--style-weight", "7"];

        Assert.Contains("--strength is switched off", Batch(words).Error, StringComparison.Ordinal);
        Assert.Contains("--strength is switched off", Batch([.. words, "--json"]).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("switched off", Batch(words[..^2]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_AFolderAsStyle_IsMixed()
    {
        Directory.CreateDirectory(_folder.File("styles"));
        File.Copy(_folder.File("night.png"), _folder.File("styles/night.png"));
        File.Copy(_folder.File("sea.png"), _folder.File("styles/sea.png"));

        Batch("photos/a.png", "--style", "styles", "-o", "out/{content}-{style}-{number}.png");
        CommandCall.Run(_folder, [.. "stylize photos/a.png styles -o single.png".Split(' '), .. Small, "--quiet"]);

        Assert.Equal(["a-styles-0001.png"], Outputs());
        Assert.Equal(Picture.Load(_folder.File("single.png")).Pixels, Picture.Load(_folder.File("out/a-styles-0001.png")).Pixels);
    }

    [Theory]
    [InlineData("\"photos/*.webp\" matches no picture", "photos/*.webp", "--style", "night.png")]
    [InlineData("no placeholder {name}", "photos/*.png", "--style", "night.png", "-o", "{name}.png")]
    [InlineData("brace", "photos/*.png", "--style", "night.png", "-o", "{content.png")]
    [InlineData("out.png would be written twice", "photos/*.png", "--style", "night.png", "-o", "out.png")]
    [InlineData("put {style} or {number} into it", "photos/a.png", "--style", "night.png", "--style", "sea.png", "-o", "{content}.png")]
    [InlineData("put {number} into it", "photos/a.png", "photos/a.jpg", "--style", "night.png", "-o", "{content}-{style}.png")]
    [InlineData("put {content} or {number} into it", "photos/*.png", "--style", "night.png", "-o", "out.png")]
    [InlineData("--size", "photos/*.png", "--style", "night.png", "--size", "3")]
    [InlineData("--style-weights", "photos/*.png", "--style", "night.png", "--style-weights", "1,2")]
    public void Batch_WrongUse_IsOneLineBeforeAnyWork(string named, params string[] words)
    {
        File.Copy(_folder.File("photos/a.png"), _folder.File("photos/a.jpg"));
        var before = _folder.Files;

        var outcome = CommandCall.Run(_folder, ["batch", .. words]);

        Assert.Contains(named, outcome.OneLineOfError(2), StringComparison.Ordinal);
        Assert.Equal(before, _folder.Files);
    }

    [Fact]
    public void Batch_JsonWithWrongUse_SaysItAsDataToo()
    {
        var outcome = CommandCall.Run(_folder, "batch", "photos/*.png", "--style", "night.png", "--json", "--quiet");

        Assert.Equal(2, outcome.Code);
        Assert.StartsWith("atelier: --json and --quiet contradict", outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith("""{"type":"error","code":"option-invalid","option":"json","text":"--json and --quiet contradict""", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_OverAnInput_IsRefused() =>
        Assert.Contains("itself", Batch("photos/*.png", "--style", "night.png", "-o", "photos/{content}.png").OneLineOfError(1), StringComparison.Ordinal);

    [Theory]
    [InlineData("night.png/{content}.png", "--output: ", "night.png is a file, not a folder")]
    [InlineData("out/{content}.png", "--scratch 'missing': ", "there is no such folder", "--scratch", "missing")]
    [InlineData("out/{content}.png", "--scratch 'sea.png' ", "is a file, not a folder", "--scratch", "sea.png")]
    public void Batch_FolderThatIsNone_IsOneLineBeforeAnyWork(string output, string option, string found, params string[] words)
    {
        var line = Batch(["photos/*.png", "--style", "night.png", "-o", output, .. words]).OneLineOfError(1);

        Assert.Contains(option, line, StringComparison.Ordinal);
        Assert.Contains(found, line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    private static string[] Small => ["--network", "tiny.safetensors", "--size", "64", "--steps", "3"];

    private CommandOutcome Batch(params string[] words) => CommandCall.Run(_folder, ["batch", .. words, .. Small]);

    private string[] Outputs() => [.. Directory.GetFiles(_folder.File("out")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private void Write(string name, double frequency) => TinyInputs.Waves(64, 48, frequency).Save(_folder.File(name));
}
