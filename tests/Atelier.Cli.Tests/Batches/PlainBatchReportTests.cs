using Atelier.Cli.Batches;

namespace Atelier.Cli.Tests.Batches;

public sealed class PlainBatchReportTests
{
    [Fact]
    public void Done_AfterAnInterruption_SaysSo()
    {
        using var said = new StringWriter();
        var report = new PlainBatchReport(said, TextWriter.Null, TimeProvider.System);

        report.Done(new BatchOutcome(2, 0) { Painted = 1, IsInterrupted = true });

        Assert.Equal($"Painted 1 of 2 pictures; interrupted{Environment.NewLine}", said.ToString());
    }
}
