using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Atelier.Studio.Tests.Bursts;

/// <summary>A client that sends what it is told, byte by byte.</summary>
internal sealed class BurstClient : IDisposable
{
    private readonly Uri _address;
    private readonly List<byte> _received = [];

    private BurstClient(Uri address) => _address = address;

    public Socket Socket { get; } = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<BurstClient> Connect(Uri address)
    {
        var client = new BurstClient(address);
        await client.Socket.ConnectAsync(address.DnsSafeHost, address.Port);
        return client;
    }

    public byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET /{path} HTTP/1.1\r\nHost: {_address.Authority}\r\n\r\n");

    public async Task Send(params ReadOnlyMemory<byte>[] parts)
    {
        foreach (var part in parts)
        {
            for (var sent = 0; sent < part.Length;)
            {
                sent += await Socket.SendAsync(part[sent..]);
            }
        }
    }

    /// <summary>Asks and reads the answer.</summary>
    public async Task<string> Ask(string path)
    {
        await Send(Get(path));
        return Encoding.ASCII.GetString(await Answer());
    }

    /// <summary>Reads one answer.</summary>
    /// <returns>Its body.</returns>
    /// <exception cref="IOException">The server has closed the connection.</exception>
    public async Task<byte[]> Answer(int portion = 1 << 16, TimeSpan pause = default)
    {
        int end;
        while ((end = Encoding.ASCII.GetString([.. _received]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            await Receive(portion);
        }

        var headers = Encoding.ASCII.GetString([.. _received[..end]]).Split("\r\n");
        _received.RemoveRange(0, end + 4);
        var given = headers.FirstOrDefault(h => h.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))?[15..]
            ?? throw new IOException($"An answer without a length: {headers[0]}");
        var length = int.Parse(given, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
        while (_received.Count < length)
        {
            await Task.Delay(pause);
            await Receive(portion);
        }

        var body = _received[..length].ToArray();
        _received.RemoveRange(0, length);
        return body;
    }

    /// <summary>Waits until the server closes the connection, whatever comes before.</summary>
    public async Task Closed()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            while (await Socket.ReceiveAsync(new byte[1 << 16], patience.Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Broken off is closed too.
        }
    }

    /// <summary>Breaks off, without the usual end.</summary>
    public void BreakOff()
    {
        Socket.LingerState = new LingerOption(true, 0);
        Socket.Dispose();
    }

    public void Dispose() => Socket.Dispose();

    private async Task Receive(int portion)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[portion];
        var count = await Socket.ReceiveAsync(buffer, patience.Token);
        _received.AddRange(buffer.AsSpan(0, count > 0 ? count : throw new IOException("The server has closed the connection.")));
    }
}
