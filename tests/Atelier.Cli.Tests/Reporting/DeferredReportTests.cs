using Atelier.Cli.Reporting;

namespace Atelier.Cli.Tests.Reporting;

public sealed class DeferredReportTests : IDisposable
{
    private readonly StringWriter _said = new();
    private readonly DeferredReport _report;

    public DeferredReportTests() => _report = new DeferredReport(new PlainReport(_said, new ManualClock()));

    [Fact]
    public void Warning_BeforeTheFirstStep_IsHeldBack()
    {
        _report.Warn(new Message("transparency-lost", $"transparent"));

        Assert.Throws<StylizeException>(() => _report.Watch(() => throw new StylizeException(MessageCodes.Failed, $"no engine")));

        Assert.Equal("", _said.ToString());
    }

    [Fact]
    public void Warning_AtTheFirstStep_IsSaidOnceAndBeforeIt()
    {
        _report.Warn(new Message("transparency-lost", $"transparent"));
        _report.Note(new Message("network-coarse", $"coarser"));

        _report.Watch(() =>
        {
            _report.Report(SyntheticRun.Progress());
            _report.Report(SyntheticRun.Progress());
            return SyntheticRun.Result();
        });

        var lines = _said.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["atelier: warning: transparent", "coarser"], lines[..2]);
        Assert.StartsWith("41 %", Assert.Single(lines[2..]), StringComparison.Ordinal);
    }

    public void Dispose() => _said.Dispose();
}
