using Atelier.Cli.Batches;
using Atelier.Cli.Reporting;
using Atelier.Cli.Tests.Reporting;
using Atelier.Imaging;

namespace Atelier.Cli.Tests.Batches;

public sealed class LiveBatchReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Step_OfThePictures_ShowsABarForTheWholeAndOneForThePicture()
    {
        foreach (var name in new[] { "a.png", "b.png", "style.png" })
        {
            SyntheticRun.Picture().Save(_folder.File(name));
        }

        var style = new BatchStyle("style.png", [_folder.File("style.png")]);
        BatchJob[] jobs = [new(_folder.File("a.png"), style, _folder.File("a-out.png")), new(_folder.File("b.png"), style, _folder.File("b-out.png"))];
        var options = new StylizeOptions { Network = TinyNetworkFile.Write(_folder.File("tiny.safetensors")) };
        var plan = new BatchPlan(new BatchRequest([jobs[0].Content, jobs[1].Content], [style], jobs, options, new PictureWriteOptions(), new ReportChoice()), CancellationToken.None);
        var clock = new ManualClock();
        using var writer = new StringWriter();
        var report = new LiveBatchReport(TestTerminal.Of(writer, width: 200), clock);

        report.Watch(plan, () =>
        {
            report.Begin(1, jobs[1]);
            clock.Advance(60);
            report.Step(1, SyntheticRun.Progress() with { Fraction = 0.5 });
        });

        var shown = writer.ToString();
        Assert.Contains("75 %  1:00 gone, about 0:20 left", shown);
        Assert.Contains("2/2: ", shown);
        Assert.Contains("50 %  0:31 gone, about 1:05 left", shown);
        Assert.Contains("scale 2/3 (256×192), step 34/150", shown);
        Assert.Contains(new string('━', 30), shown);
    }
}
