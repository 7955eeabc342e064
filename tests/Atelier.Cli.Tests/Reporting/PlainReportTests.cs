using Atelier.Cli.Reporting;

namespace Atelier.Cli.Tests.Reporting;

public class PlainReportTests
{
    [Fact]
    public void Progress_EverySecond_GivesALineEveryTen()
    {
        var clock = new ManualClock();
        using var writer = new StringWriter();
        IRunReport report = new PlainReport(writer, clock);

        report.Watch(() =>
        {
            for (var step = 1; step <= 25; step++)
            {
                report.Report(SyntheticRun.Progress(step));
                clock.Advance(1);
            }

            return SyntheticRun.Result();
        });

        var lines = writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Equal("41 %, scale 2/3 (256×192), step 11/150: content 0.75, style 0.5, tv 0.0625; 0:31 gone, about 1:05 left", lines[1]);
    }

    [Fact]
    public void Done_WithAStrength_TellsWhatWasReached()
    {
        using var writer = new StringWriter();
        var report = new PlainReport(writer, TimeProvider.System);

        report.Done("out.png", SyntheticRun.Result() with { Strength = 51.2, Warnings = [] });

        Assert.Equal("Wrote out.png (4×3) after 375 steps in 2:05, strength 51; vgg19 on cpu, bfloat16", writer.ToString().Trim());
    }

    [Fact]
    public void Done_TellsWarningsAndTheFile()
    {
        using var writer = new StringWriter();
        var report = new PlainReport(writer, TimeProvider.System);

        report.Done("out.png", SyntheticRun.Result(StopReason.Cancelled));

        Assert.Equal(
            ["atelier: warning: a step was taken back", "Wrote out.png (4×3) after 375 steps in 2:05, interrupted; vgg19 on cpu, bfloat16"],
            writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
