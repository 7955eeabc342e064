using Atelier.Imaging;

namespace Atelier.Cli.Tests.Running;

/// <summary>Standard streams that are closed or full: no run ends for what it says.</summary>
public sealed class StandardStreamTests : IDisposable
{
    private static readonly string[] Words = ["stylize", "content.png", "style.png", "-o", "out.png", "--size", "32", "--color", "only"];

    private readonly TemporaryFolder _folder = new();

    public StandardStreamTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Others have no /dev/full.");
        TinyInputs.Write(_folder);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    [InlineData(">&- 2>&-")]
    public void Stylize_StandardErrorThatTakesNothing_WritesThePicture(string redirection)
    {
        var outcome = CommandProcess.RunInShell($"\"$@\" {redirection}", _folder, Words);

        Assert.Equal((0, "", ""), (outcome.Code, outcome.Output, outcome.Error));
        Assert.Equal(32, PictureReader.Inspect(_folder.File("out.png")).Width);
    }

    [Theory]
    [InlineData(">/dev/full")]
    [InlineData(">&-")]
    public void Stylize_JsonThatCannotBeWritten_LeavesThePictureAndCode1(string redirection)
    {
        var line = CommandProcess.RunInShell($"\"$@\" {redirection}", _folder, [.. Words, "--json"]).OneLineOfError(1);

        Assert.StartsWith("atelier: Standard output could not be written: ", line, StringComparison.Ordinal);
        Assert.Equal(32, PictureReader.Inspect(_folder.File("out.png")).Width);
    }

    [Fact]
    public void Failure_ThatCannotBeSaid_IsItsCode() => Assert.Equal(2, CommandProcess.RunInShell("\"$@\" 2>/dev/full", _folder, "stylize").Code);

    // The picture and its recipe in one test, since each process that paints starts the engine anew.
    [Fact]
    public void Picture_FromStandardInput_IsPainted_AndAgainByItsRecipe()
    {
        var outcome = CommandProcess.RunInShell(
            "\"$@\" < content.png", _folder, "stylize", "-", "style.png", "--size", "32", "--network", "tiny.safetensors", "--steps", "1", "--quiet");
        Assert.Equal((0, "", ""), (outcome.Code, outcome.Output, outcome.Error));
        Assert.Equal(32, PictureReader.Inspect(_folder.File("stdin-style.png")).Width);

        var again = CommandProcess.RunInShell("\"$@\" < content.png", _folder, "stylize", "--recipe", "stdin-style.png", "-o", "again.png", "--quiet");
        Assert.Equal((0, ""), (again.Code, again.Error));
        Assert.Equal(File.ReadAllBytes(_folder.File("stdin-style.png")), File.ReadAllBytes(_folder.File("again.png")));
    }

    [Theory]
    [InlineData(48)]
    [InlineData(100)]
    public void Command_WithTooFewFiles_IsOneLine(int files) => Assert.Contains(
        $"Only {files} files may be open at once here, and at least 128 are needed",
        CommandProcess.RunInShell($"ulimit -n {files} && exec \"$@\"", _folder, Words).OneLineOfError(1));

    [Fact]
    public void Output_ThatFails_IsSaidOnceAndChangesTheCode()
    {
        using var error = new MemoryStream();
        var console = Atelier.Cli.Running.CommandConsole.Over(new FullStream(), error, new System.Text.UTF8Encoding(false));

        Assert.Equal(1, AtelierCommand.Run(["recipe", "schema"], console));

        Assert.Equal("atelier: Standard output could not be written: it is full.\n", System.Text.Encoding.UTF8.GetString(error.ToArray()));
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("it is full");
    }
}
