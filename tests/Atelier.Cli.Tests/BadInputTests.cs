using Atelier.Imaging;

namespace Atelier.Cli.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BadInputTests() => SyntheticRun.Picture(32, 24).Save(_folder.File("good.png"));

    [Theory]
    [InlineData("empty.png", "")]
    [InlineData("text.png", "no picture at all")]
    public void Picture_ThatIsNone_IsOneLineAndCode1(string name, string content)
    {
        File.WriteAllText(_folder.File(name), content);

        Assert.Contains(name, CommandCall.Run(_folder, "stylize", "good.png", name, "-o", "out.png").OneLineOfError(1));
        Assert.Contains(name, CommandCall.Run(_folder, "evaluate", name, "--content", "good.png", "--style", "good.png").OneLineOfError(1));
        Assert.DoesNotContain("out.png", _folder.Files);
    }

    [Fact]
    public void Folder_InPlaceOfAFile_IsOneLineAndCode1()
    {
        Directory.CreateDirectory(_folder.File("folder"));

        Assert.Contains("is a directory", CommandCall.Run(_folder, "stylize", "folder", "good.png", "-o", "out.png").OneLineOfError(1));
        Assert.Contains("is a directory", CommandCall.Run(_folder, "stylize", "good.png", "folder", "-o", "out.png", "--quiet").OneLineOfError(1));
        Assert.Contains("is a directory", CommandCall.Run(_folder, "stylize", "good.png", "good.png", "-o", "folder").OneLineOfError(1));
        Assert.Equal(["good.png"], _folder.Files);
    }

    [Theory]
    [InlineData("-looks like an option.png")]
    [InlineData("\"quoted\" 'twice'\t*?.png")]
    [InlineData("\\\\server\\share\\x.png")]
    public void Names_ThatMeanSomethingElsewhere_AreOnlyNames(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no file can be named so there");
        File.Copy(_folder.File("good.png"), _folder.File(name));
        var (input, output) = ($"./{name}", $"./out {name}");

        Assert.Contains("does not exist", CommandCall.Run(_folder, "stylize", input + "x", "good.png", "-o", output).OneLineOfError(1));
        Assert.Equal(0, CommandCall.Run(_folder, "stylize", input, "good.png", "-o", output, "--color", "only", "--size", "16", "--quiet").Code);
        Assert.Equal(0, CommandCall.Run(_folder, "stylize", "--recipe", output, "-o", "again.png", "--quiet").Code);
        Assert.Equal(16, PictureReader.Inspect(_folder.File("again.png")).Width);
    }

    [Fact]
    public void Network_ThatIsNowhere_IsOneLineThatNamesTheWaysToGetOne()
    {
        var line = CommandCall.Run(_folder, "evaluate", "good.png", "--content", "good.png", "--style", "good.png").OneLineOfError(1);

        Assert.Contains("atelier networks pull vgg19", line);
        Assert.Contains("atelier networks import FILE", line);
        Assert.Contains("--network FILE", line);
        Assert.Equal(["good.png"], _folder.Files);
    }

    [Fact]
    public void Output_ThatIsAnInput_IsRefused()
    {
        Assert.Contains("good.png", CommandCall.Run(_folder, "stylize", "good.png", "good.png", "-o", "./good.png").OneLineOfError(1));
        Assert.Equal(32, PictureReader.Inspect(_folder.File("good.png")).Width);
    }

    public void Dispose() => _folder.Dispose();
}
