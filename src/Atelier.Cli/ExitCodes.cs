using System.Runtime.InteropServices;

namespace Atelier.Cli;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCodes
{
    /// <summary>What was asked for is done.</summary>
    public const int Done = 0;

    public const int Failed = 1;

    public const int WrongUse = 2;

    public const int Interrupted = 130;

    /// <summary>It was interrupted by a signal: 128 and the signal's number, as shells count.</summary>
    public static int Of(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 129,
        PosixSignal.SIGTERM => 143,
        _ => Interrupted,
    };
}
