using System.Text;

namespace Atelier.Cli.Running;

/// <summary>Where a command writes to: the standard streams of the process, or what a test reads.</summary>
/// <param name="Output">Takes the text that the user asked for.</param>
/// <param name="Error">Takes everything else that is said.</param>
/// <param name="OpenOutput">Opens standard output for bytes: JSON is UTF-8 whatever the encoding of the terminal.</param>
internal sealed record CommandConsole(TextWriter Output, TextWriter Error, Func<Stream> OpenOutput)
{
    public bool IsOutputRedirected { get; init; } = true;

    public bool IsErrorRedirected { get; init; } = true;

    /// <summary>The reason why output could not be written; null where all of it was.</summary>
    public Func<string?> OutputFault { get; private init; } = () => null;

    /// <summary>The standard streams of the process. No failure of theirs ends it, whoever writes to them.</summary>
    public static CommandConsole OfProcess()
    {
        var guarded = Over(StandardStream.Output(), StandardStream.Error(), Console.OutputEncoding is UTF8Encoding ? new UTF8Encoding(false) : Console.OutputEncoding);
        Console.SetOut(guarded.Output);
        Console.SetError(guarded.Error);
        return guarded with
        {
            Output = Console.Out,
            Error = Console.Error, // by which the live display knows a terminal
            IsOutputRedirected = Console.IsOutputRedirected,
            IsErrorRedirected = Console.IsErrorRedirected,
        };
    }

    /// <summary>Two streams, whose failures end nothing.</summary>
    public static CommandConsole Over(Stream output, Stream error, Encoding encoding)
    {
        var (guardedOutput, guardedError) = (new GuardedStream(output), new GuardedStream(error));
        return new CommandConsole(Text(guardedOutput), Text(guardedError), () => guardedOutput) { OutputFault = () => guardedOutput.Fault };

        TextWriter Text(Stream stream) => TextWriter.Synchronized(new StreamWriter(stream, encoding) { AutoFlush = true });
    }
}
