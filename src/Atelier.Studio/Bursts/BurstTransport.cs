using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Atelier.Studio.Bursts;

/// <summary>
/// Kestrel's way to its clients where the system has what it takes: one thread receives, answers and sends, and while a job is painted lets
/// requests gather for some milliseconds, to answer them in one go. On other systems Kestrel's own sockets are used.
/// </summary>
internal sealed class BurstTransport(BurstPace pace, IMemoryPoolFactory<byte> memory, ILogger<BurstTransport> log)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private const int MostWaiting = 512;

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => Kernel.IsThere && endpoint is IPEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen(MostWaiting);
            socket.Blocking = false;
            return ValueTask.FromResult<IConnectionListener>(
                new BurstListener(socket, pace, memory.Create(new MemoryPoolOptions { Owner = "kestrel" }), log));
        }
        catch (Exception error)
        {
            socket?.Dispose();
            if (error is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
            {
                throw new AddressInUseException(error.Message, error); // what Kestrel knows how to say
            }

            throw;
        }
    }
}
