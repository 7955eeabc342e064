using Atelier.Cli.Reporting;

namespace Atelier.Cli.Tests.Reporting;

public class LiveReportTests
{
    [Fact]
    public void Watch_RunsOnTheCallingThreadAndShowsTheState()
    {
        using var writer = new StringWriter();
        var report = new LiveReport(TestTerminal.Of(writer), preview: true, new ManualClock());
        var thread = 0;

        report.Watch(() =>
        {
            thread = Environment.CurrentManagedThreadId;
            report.Report(SyntheticRun.Progress(picture: SyntheticRun.Picture()));
            return SyntheticRun.Result();
        });

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.Contains("scale 2/3 (256×192), step 34/150", writer.ToString());
        Assert.Contains("content 0.75, style 0.5, tv 0.0625", writer.ToString());
        Assert.Contains("0:31 gone, about 1:05 left", writer.ToString());
        Assert.Contains("\e[38;2;128;128;128;48;2;128;128;128m▀▀▀▀", writer.ToString()); // the preview
    }

    [Fact]
    public void Picture_WithinTwoSeconds_IsNotDrawnAgain()
    {
        var clock = new ManualClock();
        using var writer = new StringWriter();
        var report = new LiveReport(TestTerminal.Of(writer), preview: true, clock);

        report.Watch(() =>
        {
            report.Report(SyntheticRun.Progress(picture: SyntheticRun.Picture(value: 0)));
            clock.Advance(1);
            report.Report(SyntheticRun.Progress(picture: SyntheticRun.Picture(value: 0.25f)));
            clock.Advance(1);
            report.Report(SyntheticRun.Progress(picture: SyntheticRun.Picture(value: 1)));
            return SyntheticRun.Result();
        });

        Assert.Contains("38;2;0;0;0", writer.ToString());
        Assert.DoesNotContain("38;2;64;64;64", writer.ToString());
        Assert.Contains("38;2;255;255;255", writer.ToString());
    }
}
