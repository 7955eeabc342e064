using System.Net;
using System.Net.Sockets;

namespace Atelier.Cli.Tests;

public sealed class InterruptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Signal_DuringADownload_EndsItWithOneLineAndItsCode(string signal, int code)
    {
        // A server that takes the call and never answers.
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/vgg19.h5";
        using var process = CommandProcess.Start(CommandProcess.Assembly, _folder, "networks", "pull", "vgg19", "--from", url);
        using var call = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        CommandProcess.Signal(process, signal);
        var outcome = CommandProcess.Wait(process);

        Assert.Equal(code, outcome.Code);
        Assert.EndsWith("atelier: Interrupted.\n", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    public void Dispose() => _folder.Dispose();
}
