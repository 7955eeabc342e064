using System.Runtime.CompilerServices;
using Atelier.Imaging;

namespace Atelier.Tests;

public class ReadmeTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void Example_InTheReadme_IsTheOneThatIsCompiledHere(string readme)
    {
        var here = Lines(File.ReadAllLines(ThisFile()), "// begin", "// end");

        var there = Lines(File.ReadAllLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", readme)), "```csharp", "```");

        Assert.Equal(here, there.Where(line => !line.StartsWith("using", StringComparison.Ordinal) && line.Length > 0));
        Assert.Equal(5, here.Length);
    }

    // Compiled, not run: it reads and writes files of the reader's.
    internal static void Example()
    {
        // begin
        var content = Picture.Load("photo.jpg");
        var style = Picture.Load("painting.jpg");
        var options = new StylizeOptions { Size = 800 };
        var result = Stylizer.Run(content, style, options);
        result.Picture.Save("painted.png");
        // end
    }

    private static string[] Lines(string[] text, string begin, string end) =>
        [.. text.SkipWhile(l => l.Trim() != begin).Skip(1).TakeWhile(l => l.Trim() != end).Select(l => l.Trim())];

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
