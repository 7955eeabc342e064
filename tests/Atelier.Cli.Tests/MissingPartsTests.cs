namespace Atelier.Cli.Tests;

/// <summary>What the machine lacks is said in one line, with what to do.</summary>
public sealed class MissingPartsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MissingPartsTests() => TinyInputs.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("libtorch-cpu", "add the package libtorch-cpu-")]
    [InlineData("TorchSharp", "add the package TorchSharp ")]
    [InlineData("NetVips.Native", "add the package NetVips.Native.")]
    public void Stylize_WithoutANativeLibrary_NamesItsPackage(string package, string expected)
    {
        var outcome = CommandProcess.RunWithoutNatives(
            package, _folder, "stylize", "content.png", "style.png", "-o", "out.png", "--network", "tiny.safetensors", "--size", "32", "--steps", "1", "--quiet");

        Assert.Contains(expected, outcome.OneLineOfError(1));
        Assert.DoesNotContain("out.png", _folder.Files);
    }

    [Theory]
    [InlineData(40)] // of fewer .NET itself says that it cannot start
    [InlineData(100)]
    public void Stylize_WithTooFewFiles_SaysHowToRaiseTheLimit(int files)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the limit.");

        var outcome = CommandProcess.RunInShell($"ulimit -n {files} && exec \"$@\"", _folder, "stylize", "content.png", "style.png", "-o", "out.png");

        Assert.Contains($"Only {files} files may be open at once", outcome.OneLineOfError(1));
    }
}
