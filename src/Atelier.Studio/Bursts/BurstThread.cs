using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Atelier.Studio.Bursts;

/// <summary>
/// The thread that waits for all clients at once and answers them. While a job is painted it rests for a moment after each burst of answers, so
/// that requests gather: each answer alone would wake a thread and find the caches full of the picture. Nothing that takes long may run here
/// (<see cref="Answering"/>).
/// </summary>
internal sealed partial class BurstThread
{
    private const int MostAcceptedAtOnce = 64;

    /// <summary>How long nobody is accepted where the system gives no more sockets.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>That is said again only when it was over for so long.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly BurstPace _pace;
    private readonly MemoryPool<byte> _memory;
    private readonly ChannelWriter<ConnectionContext> _accepted;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private readonly SafeFileHandle _bell = Kernel.NewBell();
    private readonly int _bellFile;
    private readonly List<BurstConnection> _connections = [];
    private readonly ConcurrentQueue<BurstConnection> _over = [];
    private readonly Queue<(Action<object?> Send, object? State)> _sends = [];
    private readonly TaskCompletionSource _unbound = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Kernel.PollEntry[] _asked = new Kernel.PollEntry[16];
    private Socket? _listener;
    private int _isRung;
    private volatile bool _isUnbinding;
    private volatile bool _isEnding;
    private long _restUntil;
    private long _acceptFrom;

    /// <summary>Begins to answer.</summary>
    public BurstThread(Socket listener, BurstPace pace, MemoryPool<byte> memory, ChannelWriter<ConnectionContext> accepted, ILogger log)
    {
        _listener = listener;
        _pace = pace;
        _memory = memory;
        _accepted = accepted;
        _log = log;
        _bellFile = (int)_bell.DangerousGetHandle();
        _thread = new Thread(Work) { IsBackground = true, Name = "answering" };
        _thread.Start();
    }

    private static long Now => (long)Stopwatch.GetElapsedTime(0).TotalMilliseconds;

    private bool IsHere => Thread.CurrentThread == _thread;

    /// <summary>Accepts nobody any more.</summary>
    public Task Unbind()
    {
        _isUnbinding = true;
        Ring();
        return _unbound.Task;
    }

    /// <summary>Lets go of whoever is still there, and ends.</summary>
    public Task End()
    {
        _isUnbinding = true;
        _isEnding = true;
        Ring();
        return _ended.Task;
    }

    /// <summary>Takes a connection out that is over.</summary>
    public void Remove(BurstConnection connection)
    {
        _over.Enqueue(connection);
        Ring();
    }

    /// <summary>Says that something has changed of what is waited for.</summary>
    public void Ring()
    {
        if (!IsHere && Interlocked.Exchange(ref _isRung, 1) == 0)
        {
            try
            {
                Kernel.Ring(_bell);
            }
            catch (ObjectDisposedException)
            {
                // The thread has ended.
            }
        }
    }

    /// <summary>Sends: at once where another thread has something, else when all of a burst have their answers, each in one piece.</summary>
    public void Schedule(Action<object?> send, object? state)
    {
        if (IsHere)
        {
            _sends.Enqueue((send, state));
        }
        else
        {
            send(state);
        }
    }

    private void Work()
    {
        while (!_isEnding || _connections.Count > 0)
        {
            // Whatever happens, it goes on: without it nobody is answered.
            try
            {
                Turn();
            }
            catch (Exception error)
            {
                LogFault(_log, error);
                Thread.Sleep(Pause / 10);
            }
        }

        _bell.Dispose();
        _ended.SetResult();
    }

    private void Turn()
    {
        var began = Now;
        var isResting = began < _restUntil;
        var mayAccept = began >= _acceptFrom;
        var count = Ask(isResting, mayAccept && !isResting);
        Kernel.Poll(_asked.AsSpan(0, count), isResting ? (int)(_restUntil - began) : mayAccept ? -1 : (int)(_acceptFrom - began));
        if (_asked[0].Found != 0)
        {
            Kernel.Silence(_bell);
            Interlocked.Exchange(ref _isRung, 0);
        }

        var isBurst = IsBurst(count);
        Answer(count);
        do
        {
            SendAll();
            Tidy();
        }
        while (_sends.Count > 0 || !_over.IsEmpty);
        if (isBurst && _pace.IsPainting())
        {
            _restUntil = Now + (long)_pace.Rest.TotalMilliseconds;
        }
    }

    // First the bell, then the listener, then the connections in their order.
    private int Ask(bool isResting, bool mayAccept)
    {
        var count = _connections.Count + 2;
        if (_asked.Length < count)
        {
            Array.Resize(ref _asked, count * 2);
        }

        _asked[0] = new Kernel.PollEntry { File = _bellFile, Asked = Kernel.Readable };
        _asked[1] = new Kernel.PollEntry { File = mayAccept && _listener is not null ? (int)_listener.Handle : -1, Asked = Kernel.Readable };
        for (var i = 2; i < count; i++)
        {
            var connection = _connections[i - 2];

            // Large bodies do not wait: they would take long in such small portions.
            var asked = (connection.CanReceive && (!isResting || connection.IsElsewhere) ? Kernel.Readable : 0) | (connection.WaitsForRoom ? Kernel.Writable : 0);

            // One of which nothing is asked would still tell of faults, again and again.
            _asked[i] = new Kernel.PollEntry { File = asked == 0 ? -1 : connection.File, Asked = (short)asked };
        }

        return count;
    }

    // Whether there are requests, and not only bodies and bells.
    private bool IsBurst(int count)
    {
        if (_asked[1].Found != 0)
        {
            return true;
        }

        for (var i = 2; i < count; i++)
        {
            if (_asked[i].Found != 0 && (_asked[i].Asked & Kernel.Readable) != 0 && !_connections[i - 2].IsElsewhere)
            {
                return true;
            }
        }

        return false;
    }

    private void Answer(int count)
    {
        for (var i = 2; i < count; i++)
        {
            var (found, connection) = (_asked[i].Found, _connections[i - 2]);
            if (found == 0)
            {
                continue;
            }

            try
            {
                // Whatever is neither is a fault: receiving or sending says which.
                if ((found & ~Kernel.Readable) != 0)
                {
                    connection.GiveRoom();
                }

                if ((found & ~Kernel.Writable) != 0 && (_asked[i].Asked & Kernel.Readable) != 0)
                {
                    connection.Receive();
                }
            }
            catch (Exception error)
            {
                LogFault(_log, error);
                connection.Abort(new ConnectionAbortedException("The studio failed.", error));
            }
        }

        if (_asked[1].Found != 0)
        {
            Accept();
        }
    }

    private void SendAll()
    {
        while (_sends.TryDequeue(out var next))
        {
            next.Send(next.State);
        }
    }

    private void Tidy()
    {
        while (_over.TryDequeue(out var connection))
        {
            _connections.Remove(connection);
            connection.Close();
        }

        if (_isUnbinding && _listener is not null)
        {
            _listener.Dispose();
            _listener = null;
            _accepted.Complete();
            _unbound.SetResult();
        }

        if (_isEnding)
        {
            foreach (var connection in _connections)
            {
                connection.Abort(new ConnectionAbortedException("The studio ends."));
            }
        }
    }

    private void Accept()
    {
        for (var i = 0; i < MostAcceptedAtOnce; i++)
        {
            Socket socket;
            try
            {
                if (!_listener!.Poll(TimeSpan.Zero, SelectMode.SelectRead))
                {
                    return;
                }

                socket = _listener.Accept();
            }
            catch (SocketException error)
            {
                // One that has gone again is nobody's fault; where there are too many, it is better to wait until some have gone.
                if (error.SocketErrorCode is not (SocketError.WouldBlock or SocketError.ConnectionAborted or SocketError.ConnectionReset))
                {
                    if (Now >= _acceptFrom + (long)Silence.TotalMilliseconds || _acceptFrom == 0)
                    {
                        LogNotAccepted(_log, error.Message);
                    }

                    _acceptFrom = Now + (long)Pause.TotalMilliseconds;
                }

                return;
            }

            Begin(socket);
        }
    }

    private void Begin(Socket socket)
    {
        try
        {
            socket.Blocking = false;
            socket.NoDelay = true;
            var connection = new BurstConnection(socket, this, _memory, _log);
            _connections.Add(connection);
            connection.Receive(); // most ask as soon as they are there
            if (!_accepted.TryWrite(connection))
            {
                connection.Abort(new ConnectionAbortedException("The studio ends."));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            socket.Dispose(); // it has gone again
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Answering failed in a way that was not foreseen")]
    private static partial void LogFault(ILogger log, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A client could not be accepted: {Reason}")]
    private static partial void LogNotAccepted(ILogger log, string reason);
}
