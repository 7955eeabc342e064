using System.Runtime.InteropServices;

namespace Atelier.Cli.Running;

/// <summary>
/// Listens for Ctrl-C, SIGTERM and a terminal that is closed. The first asks the work to end with what it has, the second ends the process at
/// once, the third even where the second waits for a file that is being written.
/// </summary>
internal sealed partial class Interrupt : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _source = new();
    private readonly Lock _writing = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly Action _said;
    private int _first;
    private int _times; // of those by which somebody asks
    private volatile int _code = ExitCodes.Interrupted;

    /// <summary>Starts to listen.</summary>
    /// <param name="said">Called at the first signal, on a thread of its own.</param>
    public Interrupt(Action? said = null)
    {
        _said = said ?? (() => { });
        _signals = [Listen(PosixSignal.SIGHUP), Listen(PosixSignal.SIGINT), Listen(PosixSignal.SIGTERM)];
    }

    public CancellationToken Token => _source.Token;

    public bool Happened => _source.IsCancellationRequested;

    public int ExitCode => _code;

    /// <summary>Writes a file. An immediate end waits for it, so that nothing is left half written.</summary>
    public void Write(Action write)
    {
        lock (_writing)
        {
            write();
        }
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _source.Dispose();
    }

    private PosixSignalRegistration Listen(PosixSignal signal) => PosixSignalRegistration.Create(signal, Handle);

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        var code = ExitCodes.Of(context.Signal);
        if (Interlocked.Exchange(ref _first, 1) == 0)
        {
            _code = code;
            _said();
            _source.Cancel();
        }

        // The system and the shell both tell of a closed terminal, and the end of a session adds SIGTERM: nobody is impatient there.
        var times = context.Signal == PosixSignal.SIGHUP ? 0 : Interlocked.Increment(ref _times);
        if (times == 2)
        {
            _writing.TryEnter(Patience);
        }

        if (times >= 2)
        {
            EndNow(code);
        }
    }

    // Not by Environment.Exit: that waits for the runtime and tears libtorch down while its threads still compute, which can hang or crash.
    private static void EndNow(int code)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\e[?25h"); // a live display has hidden the cursor
        }

        if (OperatingSystem.IsWindows())
        {
            _ = TerminateProcess(-1, (uint)code); // -1 is the process itself
        }
        else
        {
            ExitUnix(code);
        }
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void ExitUnix(int code);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool TerminateProcess(nint process, uint code);
}
