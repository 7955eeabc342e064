namespace Atelier.Cli.Tests.Serving;

public sealed class StudioRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Studio_WhoseTerminalIsClosed_EndsAsByCtrlC()
    {
        using var process = CommandProcess.Start(CommandProcess.Assembly, _folder, "studio", "--port", "0", "--data", "data", "--network", "compact");
        Assert.StartsWith("Atelier Studio at ", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));

        CommandProcess.Signal(process, "HUP");

        Assert.Equal(0, CommandProcess.Wait(process).Code);
    }
}
