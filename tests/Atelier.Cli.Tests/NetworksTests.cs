namespace Atelier.Cli.Tests;

public sealed class NetworksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void List_OfAnEmptyHome_ShowsWhatCanBePulled()
    {
        var outcome = CommandCall.Run(_folder, "networks", "list");

        Assert.Equal(0, outcome.Code);
        Assert.Matches(@"\nvgg19 +no +80 MB +CC BY 4.0 +https://", outcome.Output);
        Assert.Matches(@"\nvgg19-torchvision +no +575 MB +BSD-3-Clause +https://", outcome.Output);
        Assert.Matches(@"\ncompact +embedded +\d MB +CC BY 4.0 +part of Atelier", outcome.Output);
    }

    [Fact]
    public void Where_PrintsTheFolderOfTheHome() =>
        Assert.Equal(Path.Combine(_folder.Path, "home", "networks"), CommandCall.Run(_folder, "networks", "where").Output.TrimEnd());

    [Fact]
    public void Verify_OfAnEmptyHome_SaysSo()
    {
        var outcome = CommandCall.Run(_folder, "networks", "verify");

        Assert.Equal(0, outcome.Code);
        Assert.StartsWith("No network is installed in ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_OfTheEmbeddedNetwork_FindsItUndamaged() =>
        Assert.Equal("compact: undamaged", CommandCall.Run(_folder, "networks", "verify", "compact").Output.TrimEnd());

    [Theory]
    [InlineData("networks verify vgg19", "'atelier networks pull vgg19'")]
    [InlineData("networks verify mine", "installed: none")]
    [InlineData("networks import nowhere.pth", "'nowhere.pth': there is no such file")]
    public void Network_ThatIsNotThere_IsOneLineAndCode1(string words, string expected) =>
        Assert.Contains(expected, CommandCall.Run(_folder, words.Split(' ')).OneLineOfError(1));

    [Fact]
    public void Import_OfRubbish_IsOneLineAndInstallsNothing()
    {
        File.WriteAllText(_folder.File("rubbish.pth"), "rubbish");

        CommandCall.Run(_folder, "networks", "import", "rubbish.pth").OneLineOfError(1);

        Assert.False(Directory.Exists(_folder.File("home/networks")) && Directory.EnumerateFiles(_folder.File("home/networks")).Any());
    }

    [Fact]
    public void Pull_OfAMissingFile_ShowsTheLicenceAndFails()
    {
        var outcome = CommandCall.Run(_folder, "networks", "pull", "vgg19", "--from", "nowhere.h5");

        Assert.Equal(1, outcome.Code);
        Assert.Contains("Licence: CC BY 4.0", outcome.Error);
        Assert.Contains("atelier: 'nowhere.h5': there is no such file", outcome.Error);
    }

    public void Dispose() => _folder.Dispose();
}
