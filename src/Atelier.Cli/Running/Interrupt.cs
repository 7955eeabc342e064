using System.Runtime.InteropServices;

namespace Atelier.Cli.Running;

/// <summary>
/// Listens for Ctrl-C and SIGTERM. The first asks the work to end with what it has, the second ends the process at once,
/// the third even where the second waits for a file that is being written.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _source = new();
    private readonly Lock _writing = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly Action _said;
    private int _times;

    /// <summary>Starts to listen.</summary>
    /// <param name="said">Called at the first signal, on a thread of its own.</param>
    public Interrupt(Action? said = null)
    {
        _said = said ?? (() => { });
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether there was a signal.</summary>
    public bool Happened => _source.IsCancellationRequested;

    /// <summary>Writes a file. An immediate end waits for it, so that nothing is left half written.</summary>
    public void Write(Action write)
    {
        lock (_writing)
        {
            write();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        switch (Interlocked.Increment(ref _times))
        {
            case 1:
                _said();
                _source.Cancel();
                break;
            case 2:
                _writing.TryEnter(Patience);
                ProcessEnd.Now(ExitCodes.Interrupted);
                break;
            default:
                ProcessEnd.Now(ExitCodes.Interrupted);
                break;
        }
    }
}
