using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Atelier.Studio.Load;

/// <summary>
/// A connection that reads one address after another and stays open, on the thread that asks: beside a job on the same machine a client must
/// cost little, or it measures itself.
/// </summary>
internal sealed class ReadConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
    private int _read;
    private int _used;

    /// <summary>Connects.</summary>
    public ReadConnection(Uri server) => _socket.Connect(server.Host, server.Port);

    /// <summary>The bytes that ask for a path.</summary>
    public static byte[] Request(Uri server, string path) => Encoding.ASCII.GetBytes($"GET /{path} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n");

    /// <summary>Asks, and reads the whole answer.</summary>
    /// <returns>Its status, and how many bytes its body has.</returns>
    /// <exception cref="IOException">The connection was closed, or what came is no answer.</exception>
    public (int Status, long Bytes) Get(byte[] request)
    {
        _socket.Send(request);
        (_read, _used) = (0, 0);
        var status = int.Parse(Line().AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        var (length, isChunked) = (0L, false);
        while (Line() is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = long.Parse(header.AsSpan(15), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
            }
            else if (header.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase))
            {
                isChunked = true;
            }
        }

        return (status, isChunked ? SkipChunks() : Skip(length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private long SkipChunks()
    {
        for (var all = 0L; ;)
        {
            var line = Encoding.ASCII.GetBytes(Line());
            if (!Utf8Parser.TryParse(line, out long length, out _, 'x'))
            {
                throw new IOException("The length of a chunk is no number.");
            }

            all += Skip(length);
            Line();
            if (length == 0)
            {
                return all;
            }
        }
    }

    private long Skip(long count)
    {
        for (var left = count; left > 0;)
        {
            if (_used == _read)
            {
                Receive();
            }

            var taken = (int)Math.Min(left, _read - _used);
            (_used, left) = (_used + taken, left - taken);
        }

        return count;
    }

    private string Line()
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_used, _read - _used);
            if (rest.IndexOf("\r\n"u8) is >= 0 and var end)
            {
                _used += end + 2;
                return Encoding.ASCII.GetString(rest[..end]);
            }

            // What is left of a line goes to the front, so that there is room for the rest of it.
            rest.CopyTo(_buffer);
            (_used, _read) = (0, rest.Length);
            Receive();
        }
    }

    private void Receive()
    {
        if (_used == _read)
        {
            (_used, _read) = (0, 0);
        }

        var received = _socket.Receive(_buffer.AsSpan(_read));
        _read += received > 0 ? received : throw new IOException("The studio closed the connection.");
    }
}
