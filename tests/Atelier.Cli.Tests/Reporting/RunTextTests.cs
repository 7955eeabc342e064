using Atelier.Cli.Reporting;

namespace Atelier.Cli.Tests.Reporting;

public class RunTextTests
{
    [Theory]
    [InlineData(31.5, "0:31")]
    [InlineData(3599, "59:59")]
    [InlineData(3600, "1:00:00")]
    [InlineData(100_000, "27:46:40")]
    public void Time_IsShortAndLosesNoDays(double seconds, string expected) =>
        Assert.Equal(expected, RunText.Time(TimeSpan.FromSeconds(seconds)));
}
