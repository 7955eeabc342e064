using System.Text.Json.Nodes;

namespace Atelier.Cli.Tests;

/// <summary>
/// What starts quickly: words that need neither the engine nor the server do not load them. How long a start takes is measured by
/// <c>bench/Atelier.Benchmarks</c>.
/// </summary>
public sealed class StartUpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("stylize --help")]
    [InlineData("stylize a.png b.png --size x")]
    public void Words_ThatNeedNoEngine_TouchNeitherTorchNorVipsNorAspNet(string words)
    {
        // A copy in which not even their managed halves are: any use of them would fail to load.
        using var bare = new TemporaryFolder();
        string[] needed =
        [
            CommandProcess.Assembly,
            typeof(StylizeOptions).Assembly.Location,
            typeof(System.CommandLine.Command).Assembly.Location,
            typeof(Spectre.Console.AnsiConsole).Assembly.Location,
            typeof(Spectre.Console.Color).Assembly.Location,
        ];
        foreach (var file in needed.Distinct())
        {
            File.Copy(file, bare.File(Path.GetFileName(file)));
        }

        var configuration = File.ReadAllText(Path.ChangeExtension(CommandProcess.Assembly, "runtimeconfig.json"));
        File.WriteAllText(bare.File("Atelier.Cli.runtimeconfig.json"), WithoutAspNet(configuration));

        var copy = CommandProcess.RunAssembly(bare.File("Atelier.Cli.dll"), _folder, words.Split(' '));

        Assert.Equal(CommandProcess.Run(_folder, words.Split(' ')), copy);
    }

    public void Dispose() => _folder.Dispose();

    private static string WithoutAspNet(string configuration)
    {
        var json = JsonNode.Parse(configuration)!;
        Assert.Equal(1, json["runtimeOptions"]!["frameworks"]!.AsArray().RemoveAll(f => (string?)f!["name"] == "Microsoft.AspNetCore.App"));
        return json.ToJsonString();
    }
}
