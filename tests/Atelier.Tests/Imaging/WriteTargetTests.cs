using Atelier.Imaging;
using static Atelier.Tests.Imaging.TestPictures;

namespace Atelier.Tests.Imaging;

public sealed class WriteTargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.gif", "'.gif'")]
    [InlineData("a.svg", "'.svg'")]
    [InlineData("a", "''")]
    public void CheckTarget_UnknownFormat_ListsTheKnown(string name, string found) =>
        AssertRefused(() => PictureWriter.CheckTarget(_folder.File(name)), name, ".jpg", ".png", ".tiff", ".webp", ".avif", found);

    [Fact]
    public void CheckTarget_MissingFolder_NamesIt() =>
        AssertRefused(() => PictureWriter.CheckTarget(_folder.File("none/a.png")), "none", "does not exist");

    [Fact]
    public void CheckTarget_Directory_SaysSo()
    {
        Directory.CreateDirectory(_folder.File("a.png"));
        AssertRefused(() => PictureWriter.CheckTarget(_folder.File("a.png")), "is a directory");
    }

    [Fact]
    public void CheckTarget_FolderThatTakesNoFiles_SaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is a folder of Linux, in which not even root creates files");
        AssertRefused(() => PictureWriter.CheckTarget("/proc/a.png"), "/proc", "no file can be created");
    }

    [Fact]
    public void CheckTarget_TheInputItself_IsRefused()
    {
        var input = _folder.Write("a.png", [1]);
        AssertRefused(() => PictureWriter.CheckTarget(Path.Combine(_folder.Path, "x", "..", "a.png"), "other.png", input), "a.png", "input");
    }

    [Fact]
    public void CheckTarget_TheInputThroughLinks_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        var input = _folder.Write("a.png", [1]);
        File.CreateSymbolicLink(_folder.File("link.png"), input);
        Directory.CreateSymbolicLink(_folder.File("here"), _folder.Path);

        AssertRefused(() => PictureWriter.CheckTarget(_folder.File("link.png"), input), "input");
        AssertRefused(() => PictureWriter.CheckTarget(input, _folder.File("link.png")), "input");
        AssertRefused(() => PictureWriter.CheckTarget(_folder.File("here/a.png"), input), "input");
    }

    [Fact]
    public void CheckTarget_LinksInACircle_AreRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        File.CreateSymbolicLink(_folder.File("a.png"), _folder.File("b.png"));
        File.CreateSymbolicLink(_folder.File("b.png"), _folder.File("a.png"));
        AssertRefused(() => PictureWriter.CheckTarget(_folder.File("a.png")), "a.png");
    }

    [Fact]
    public void CheckTarget_NameThatIsTooLong_SaysSo()
    {
        AssertRefused(() => PictureWriter.CheckTarget(_folder.File($"{new string('a', 300)}.png")), "cannot be written", "shorter name");
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void Check_TemporaryNameThatIsTooLong_SaysSo()
    {
        var path = _folder.File(new string('a', 255));
        WriteTarget.Check(path, []);

        AssertRefused(() => WriteTarget.Check(path, [], target => $"{target}.tmp"), "cannot be written", "shorter name");

        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void CheckTarget_GoodPlace_LeavesNoTrace()
    {
        PictureWriter.CheckTarget(_folder.File("a.webp"), _folder.File("b.webp"));
        Assert.Empty(_folder.Names());
    }
}
