using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace Atelier.Studio.Bursts;

/// <summary>
/// One client. Its thread receives into one pipe, from which Kestrel reads there and then; what Kestrel writes to the other is sent by whoever
/// wrote it, or by that thread. Only that thread closes the socket, for only it knows that nobody waits at it.
/// </summary>
internal sealed partial class BurstConnection : DefaultConnectionContext, IBurstFeature, IMemoryPoolFeature
{
    private const int MostReceived = 256 << 10; // before Kestrel has read it
    private const int MostSent = 64 << 10; // before it is sent
    private const int LeastRoom = 2 << 10;
    private const int MostPortions = 16; // one client does not hold up the others

    private static long _last;

    private readonly Socket _socket;
    private readonly BurstThread _thread;
    private readonly ILogger _log;
    private readonly Pipe _in;
    private readonly Pipe _out;
    private readonly CancellationTokenSource _gone = new();
    private readonly TaskCompletionSource _toldGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly Task _sending;
    private volatile bool _isElsewhere;
    private volatile bool _isPaused;
    private volatile bool _isUnread;
    private volatile TaskCompletionSource? _room;
    private volatile bool _isOver;
    private bool _isAborted;
    private bool _isInputOver;
    private Exception? _reason;

    /// <summary>Begins with a socket that does not block.</summary>
    public BurstConnection(Socket socket, BurstThread thread, MemoryPool<byte> memory, ILogger log)
        : base($"studio-{Interlocked.Increment(ref _last)}")
    {
        _socket = socket;
        _thread = thread;
        _log = log;
        MemoryPool = memory;
        File = (int)socket.Handle;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        ConnectionClosed = _gone.Token;
        Features.Set<IBurstFeature>(this);
        Features.Set<IMemoryPoolFeature>(this);
        var kestrel = new BurstScheduler(this);
        _in = new Pipe(new PipeOptions(memory, kestrel, PipeScheduler.Inline, MostReceived, MostReceived / 2, useSynchronizationContext: false));
        _out = new Pipe(new PipeOptions(memory, new SendScheduler(thread), kestrel, MostSent, MostSent / 2, useSynchronizationContext: false));
        Transport = new Duplex(_in.Reader, _out.Writer);
        _sending = Send();
    }

    /// <summary>The number of its socket.</summary>
    public int File { get; }

    /// <inheritdoc/>
    public MemoryPool<byte> MemoryPool { get; }

    /// <inheritdoc/>
    public bool IsElsewhere
    {
        get => _isElsewhere;
        set => _isElsewhere = value;
    }

    /// <summary>Whether there is room for more of what it sends, and more may come.</summary>
    public bool CanReceive => !_isPaused && !_isInputOver && !_isOver;

    /// <summary>Whether something could not be sent.</summary>
    public bool WaitsForRoom => _room is not null;

    /// <summary>Receives what is there and hands it to Kestrel, which answers before this returns.</summary>
    public void Receive()
    {
        if (!CanReceive)
        {
            return;
        }

        if (_isUnread)
        {
            EndInput(null);
            return;
        }

        var (all, last) = (0, 0);
        for (var i = 0; i < MostPortions; i++)
        {
            var room = _in.Writer.GetMemory(LeastRoom);
            last = Kernel.Receive(_socket.SafeHandle, room.Span);
            if (last <= 0)
            {
                break;
            }

            _in.Writer.Advance(last);
            all += last;
            if (last < room.Length)
            {
                break;
            }
        }

        if (all > 0)
        {
            var flush = _in.Writer.FlushAsync();
            if (flush.IsCompleted)
            {
                _isUnread |= flush.GetAwaiter().GetResult().IsCompleted;
            }
            else
            {
                _isPaused = true;
                _ = GoOn(flush);
            }

            return; // an end or a fault comes again the next time, when what was asked for before it is answered
        }

        if (last == 0 || (last < 0 && last != -Kernel.Again))
        {
            EndInput(last == 0 ? null : new ConnectionResetException($"The client has broken off: error {-last}."));
        }
    }

    /// <summary>Goes on with what could not be sent.</summary>
    public void GiveRoom()
    {
        TaskCompletionSource? room;
        lock (_lock)
        {
            room = _room;
            _room = null;
        }

        room?.SetResult();
    }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        // Kestrel gives no reason where it is the client that has ended.
        if (Stop(abortReason, isAborted: abortReason is not null))
        {
            _out.Reader.CancelPendingRead();
            GiveRoom();
        }
    }

    /// <summary>Closes the socket, on the thread that waits at it.</summary>
    public void Close()
    {
        EndInput(_reason);
        if (_isAborted)
        {
            _socket.Close(0); // what is still on the way is of no use
        }
        else
        {
            _socket.Dispose();
        }

        _closed.TrySetResult();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _in.Reader.CompleteAsync();
        await _out.Writer.CompleteAsync();
        await _sending;
        await _closed.Task;
        await _toldGone.Task;
        _gone.Dispose();
        await base.DisposeAsync();
    }

    private async Task GoOn(ValueTask<FlushResult> flush)
    {
        _isUnread |= (await flush).IsCompleted;
        _isPaused = false;
        _thread.Ring();
    }

    private async Task Send()
    {
        Exception? fault = null;
        try
        {
            while (true)
            {
                var result = await _out.Reader.ReadAsync();
                if (result.IsCanceled)
                {
                    break;
                }

                await Send(result.Buffer);
                _out.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted || _isOver)
                {
                    break;
                }
            }
        }
        catch (Exception error)
        {
            fault = error;
            if (error is not (ConnectionResetException or ObjectDisposedException))
            {
                LogFault(_log, error, ConnectionId);
            }
        }

        Stop(fault, isAborted: false);
        await _out.Reader.CompleteAsync();
        _in.Writer.CancelPendingFlush();
        _thread.Remove(this);
    }

    private async ValueTask Send(ReadOnlySequence<byte> rest)
    {
        while (!rest.IsEmpty && !_isOver)
        {
            var sent = Kernel.Send(_socket.SafeHandle, rest);
            if (sent >= 0)
            {
                rest = rest.Slice(sent);
            }
            else if (sent == -Kernel.Again)
            {
                await Room();
            }
            else
            {
                throw new ConnectionResetException($"The client has broken off: error {-sent}.");
            }
        }
    }

    private Task Room()
    {
        TaskCompletionSource room;
        lock (_lock)
        {
            if (_isOver)
            {
                return Task.CompletedTask;
            }

            _room = room = new TaskCompletionSource();
        }

        _thread.Ring();
        return room.Task;
    }

    // The first reason holds.
    private bool Stop(Exception? reason, bool isAborted)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return false;
            }

            _isOver = true;
            _isAborted = isAborted;
            _reason = reason;
            return true;
        }
    }

    private void EndInput(Exception? reason)
    {
        if (_isInputOver)
        {
            return;
        }

        _isInputOver = true;
        _in.Writer.Complete(reason);
        ThreadPool.UnsafeQueueUserWorkItem(
            static connection =>
            {
                try
                {
                    connection._gone.Cancel();
                }
                catch (Exception error)
                {
                    LogFault(connection._log, error, connection.ConnectionId);
                }

                connection._toldGone.TrySetResult();
            },
            this,
            preferLocal: false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {Connection} failed in a way that was not foreseen")]
    private static partial void LogFault(ILogger log, Exception error, string connection);

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
