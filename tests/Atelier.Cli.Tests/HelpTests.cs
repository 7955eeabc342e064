namespace Atelier.Cli.Tests;

public sealed class HelpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Version_IsOneLine()
    {
        var outcome = CommandCall.Run(_folder, "--version");

        Assert.Equal(0, outcome.Code);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", outcome.Output);
        Assert.Empty(outcome.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_OfTheCommand_NamesEveryCommand(string word)
    {
        var outcome = CommandCall.Run(_folder, word);

        Assert.Equal(0, outcome.Code);
        Assert.All(["stylize", "evaluate", "networks"], name => Assert.Contains(name, outcome.Output));
        Assert.DoesNotContain("Atelier.Cli", outcome.Output);
    }

    [Fact]
    public void Help_OfStylize_HasEveryOptionOfTheLibraryWithItsDefault()
    {
        var help = CommandCall.Run(_folder, "stylize", "--help").Output;
        var words = string.Join(' ', help.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.All(StylizeOption.All, o => Assert.Contains($" --{o.Name} ", words), throwIfEmpty: true);
        Assert.All(StylizeOption.All.SelectMany(o => o.Choices), c => Assert.Contains(c, words), throwIfEmpty: true);
        Assert.All(StylizeOption.All.Select(o => o.TextIn(new StylizeOptions())).OfType<string>(), d => Assert.Contains($"default: {d}]", words), throwIfEmpty: true);
        Assert.All(Enum.GetNames<OptionGroup>(), g => Assert.Contains($"{g}:", words));
        Assert.Contains("--size N longest side of the result, in pixels [16 to 32768; default: 512]", words);
    }

    [Fact]
    public void Help_BesideFaults_IsStillHelp()
    {
        var outcome = CommandCall.Run(_folder, "stylize", "--size", "abc", "--help");

        Assert.Equal(0, outcome.Code);
        Assert.Contains("Usage: atelier stylize CONTENT STYLE", outcome.Output);
    }

    [Fact]
    public void Help_OfACommandWithin_GivesItsFullPath() =>
        Assert.Contains("Usage: atelier networks pull NAME [options]", CommandCall.Run(_folder, "networks", "pull", "--help").Output);

    public void Dispose() => _folder.Dispose();
}
