using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Atelier.Studio.Bursts;

/// <summary>Where clients come in, with the thread that answers them.</summary>
internal sealed class BurstListener : IConnectionListener
{
    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly MemoryPool<byte> _memory;
    private readonly BurstThread _thread;

    /// <summary>Begins to accept.</summary>
    public BurstListener(Socket socket, BurstPace pace, MemoryPool<byte> memory, ILogger log)
    {
        EndPoint = socket.LocalEndPoint!;
        _memory = memory;
        _thread = new BurstThread(socket, pace, memory, _accepted.Writer, log);
    }

    /// <inheritdoc/>
    public EndPoint EndPoint { get; }

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _accepted.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_accepted.Reader.TryRead(out var connection))
            {
                return connection;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default) => await _thread.Unbind();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _thread.End();
        _memory.Dispose();
    }
}
