using System.Diagnostics;

namespace Atelier.Cli.Tests;

public sealed class StartUpTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("stylize --help")]
    [InlineData("stylize a.png b.png --size x")]
    public void Words_ThatNeedNoEngine_TouchNeitherTorchNorVips(string words)
    {
        // A copy in which not even their managed halves are: any use of them would fail to load.
        using var bare = new TempFolder();
        string[] needed =
        [
            CommandProcess.Assembly,
            Path.ChangeExtension(CommandProcess.Assembly, "runtimeconfig.json"),
            typeof(StylizeOptions).Assembly.Location,
            typeof(System.CommandLine.Command).Assembly.Location,
            typeof(Spectre.Console.AnsiConsole).Assembly.Location,
            typeof(Spectre.Console.Color).Assembly.Location,
        ];
        foreach (var file in needed.Distinct())
        {
            File.Copy(file, bare.File(Path.GetFileName(file)));
        }

        var copy = CommandProcess.RunAssembly(bare.File("Atelier.Cli.dll"), _folder, words.Split(' '));
        var whole = CommandProcess.Run(_folder, words.Split(' '));

        Assert.Equal(whole, copy);
    }

    [Fact]
    public void Version_IsQuick()
    {
        // The aim is 0.3 s in a release build; a busy machine gets five tries and more time.
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var clock = Stopwatch.StartNew();
            CommandProcess.Run(_folder, "--version");
            return clock.Elapsed;
        });

        Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    public void Dispose() => _folder.Dispose();
}
