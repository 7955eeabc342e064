using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Atelier.Tests.Networks.Store;

/// <summary>What was asked.</summary>
internal sealed record ServerRequest(int Number, string Path, long? RangeStart, string? IfRange);

/// <summary>What is answered, well-behaved or not.</summary>
internal sealed record ServerResponse(int Status, byte[] Body)
{
    /// <summary>Announced length; null for that of the body, negative for none.</summary>
    public long? Announced { get; init; }

    public string Headers { get; init; } = "";

    /// <summary>Called after the body, where the server then says nothing more until the client goes away; null where it does not stall.</summary>
    public Action? Stalled { get; init; }

    /// <summary>A file, with ranges where asked for, as a good server does.</summary>
    public static ServerResponse File(byte[] content, ServerRequest request, string tag = "\"v1\"")
    {
        if (request.RangeStart is not { } start || (request.IfRange is { } version && version != tag))
        {
            return new ServerResponse(200, content) { Headers = $"ETag: {tag}\r\n" };
        }

        return start >= content.Length
            ? new ServerResponse(416, [])
            : new ServerResponse(206, content[(int)start..])
            {
                Headers = $"ETag: {tag}\r\nContent-Range: bytes {start}-{content.Length - 1}/{content.Length}\r\n",
            };
    }

    /// <summary>Only the first bytes of it, then the connection breaks.</summary>
    public ServerResponse BreakingAfter(int bytes) => this with { Announced = Announced ?? Body.Length, Body = Body[..bytes] };
}

/// <summary>An HTTP server on this machine, on sockets so that it can misbehave.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ServerRequest, ServerResponse> _answer;

    public LoopbackServer(Func<ServerRequest, ServerResponse> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public ConcurrentQueue<ServerRequest> Requests { get; } = new();

    public Uri Url(string path = "weights") => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}");

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                Requests.Enqueue(request);
                var response = _answer(request);
                var length = (response.Announced ?? response.Body.Length) is >= 0 and var announced ? $"Content-Length: {announced}\r\n" : "";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {response.Status} Status\r\n{length}{response.Headers}Connection: close\r\n\r\n"), _stop.Token);
                await stream.WriteAsync(response.Body, _stop.Token);
                if (response.Stalled is { } stalled)
                {
                    stalled();
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
            }
        }
    }

    private async Task<ServerRequest> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync(_stop.Token) ?? "").Split(' ')[1];
        long? start = null;
        string? version = null;
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                start = long.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("If-Range: ", StringComparison.OrdinalIgnoreCase))
            {
                version = line["If-Range: ".Length..];
            }
        }

        return new ServerRequest(Requests.Count + 1, path, start, version);
    }
}
