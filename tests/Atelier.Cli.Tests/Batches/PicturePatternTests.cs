using Atelier.Cli.Batches;

namespace Atelier.Cli.Tests.Batches;

public sealed class PicturePatternTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PicturePatternTests()
    {
        foreach (var file in new[] { "a.jpg", "b.jpg", "c.png", ".hidden.jpg", "one/d.jpg", "one/two/e.jpg", "[x].jpg", ".git/f.jpg" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(file))!);
            File.WriteAllText(_folder.File(file), "");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("*.jpg", "[x].jpg a.jpg b.jpg")]
    [InlineData("?.*", "a.jpg b.jpg c.png")]
    [InlineData("a.jpg", "a.jpg")]
    [InlineData("[x].jpg", "[x].jpg")]
    [InlineData("*/d.jpg", "one/d.jpg")]
    [InlineData("**/*.jpg", "[x].jpg a.jpg b.jpg one/d.jpg one/two/e.jpg")]
    [InlineData("one/../?.png", "one/../c.png")]
    [InlineData("*.gif", "")]
    [InlineData("none/*.jpg", "")]
    [InlineData("a.jpg/*", "")]
    public void Expand_APattern_FindsItsFilesByName(string pattern, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', PicturePattern.Expand(_folder.File(pattern)).Select(f => Path.GetRelativePath(_folder.Path, f) is var r && f.Contains("..", StringComparison.Ordinal) ? "one/../" + r : r)));
}
