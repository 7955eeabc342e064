using Atelier.Cli.Stylizing;

namespace Atelier.Cli.Tests.Stylizing;

public class NumberedPicturesTests
{
    [Theory]
    [InlineData("out.png", 50, "out-0050.png")]
    [InlineData("some/where/out.tif", 12345, "some/where/out-12345.tif")]
    public void PathOf_PutsTheStepBeforeTheEnding(string output, int step, string expected) =>
        Assert.Equal(expected.Replace('/', Path.DirectorySeparatorChar), NumberedPictures.PathOf(output, step).Replace('/', Path.DirectorySeparatorChar));

    [Theory]
    [InlineData("out-0050.png", true)]
    [InlineData("./out-0050.png", true)]
    [InlineData("out-50.png", false)]
    [InlineData("out-0050.jpg", false)]
    [InlineData("out-005x.png", false)]
    [InlineData("elsewhere/out-0050.png", false)]
    [InlineData("out.png", false)]
    public void CouldOverwrite_KnowsItsOwnNames(string file, bool expected) =>
        Assert.Equal(expected, NumberedPictures.CouldOverwrite("out.png", file));
}
