using Atelier.Cli.Batches;

namespace Atelier.Cli.Tests.Batches;

public sealed class PlainBatchReportTests
{
    [Fact]
    public void Done_AfterAnInterruption_SaysSo()
    {
        using var said = new StringWriter();
        var report = new PlainBatchReport(said, TextWriter.Null, TimeProvider.System);

        report.Done(2, 1, 0, [], isInterrupted: true);

        Assert.Equal($"Painted 1 of 2 pictures; interrupted{Environment.NewLine}", said.ToString());
    }
}
