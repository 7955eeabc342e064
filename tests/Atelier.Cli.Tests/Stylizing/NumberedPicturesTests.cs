using Atelier.Cli.Running;
using Atelier.Cli.Stylizing;
using Atelier.Imaging;

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

    [Fact]
    public void Report_WhereNoneCanBeWritten_WarnsOnceAndGoesOn()
    {
        using var folder = new TemporaryFolder();
        using var interrupt = new Interrupt();
        List<Message> warnings = [];
        var numbered = new NumberedPictures(new OutputChoice(folder.File("gone/out.png"), new PictureWriteOptions()), 1, interrupt, warnings.Add);

        numbered.Report(SyntheticRun.Progress(1, SyntheticRun.Picture()));
        numbered.Report(SyntheticRun.Progress(2, SyntheticRun.Picture()));

        Assert.Contains("out-0001.png", Assert.Single(warnings).ToString(), StringComparison.Ordinal);
    }
}
