namespace Atelier.Cli.Running;

/// <summary>Where a command writes to: the standard streams of the process, or what a test reads.</summary>
/// <param name="Output">Takes what was asked for, as text.</param>
/// <param name="Error">Takes everything else that is said.</param>
/// <param name="OpenOutput">Opens standard output for bytes: JSON is UTF-8 whatever the encoding of the terminal.</param>
internal sealed record CommandConsole(TextWriter Output, TextWriter Error, Func<Stream> OpenOutput)
{
    /// <summary>Whether standard output is not a terminal.</summary>
    public bool IsOutputRedirected { get; init; } = true;

    /// <summary>Whether standard error is not a terminal.</summary>
    public bool IsErrorRedirected { get; init; } = true;

    /// <summary>The standard streams of the process.</summary>
    public static CommandConsole OfProcess() => new(Console.Out, Console.Error, Console.OpenStandardOutput)
    {
        IsOutputRedirected = Console.IsOutputRedirected,
        IsErrorRedirected = Console.IsErrorRedirected,
    };
}
