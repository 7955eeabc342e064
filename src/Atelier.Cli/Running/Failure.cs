using Atelier.Cli.Reporting;

namespace Atelier.Cli.Running;

/// <summary>Turns what went wrong into one line on standard error, with <c>--json</c> one on standard output, and an exit code.</summary>
internal static class Failure
{
    /// <summary>Reports what ended a command.</summary>
    /// <param name="exception">It.</param>
    /// <param name="command">The command, whose help says more of its options.</param>
    /// <param name="isJson">Whether programs read it on standard output, too.</param>
    /// <param name="console">Where it is written.</param>
    public static int Report(Exception exception, string command, bool isJson, CommandConsole console)
    {
        var cause = exception is AggregateException { InnerExceptions: [var only] } ? only : exception;
        var error = MessageOf(cause);
        if (cause is OptionsException)
        {
            error = new Message(error.Code, $"{error} Try: {command} --help", error.Option);
        }

        Say(CommandNames.Text(error), console.Error);
        if (isJson)
        {
            JsonLine.Write(console.OpenOutput(), new { Type = "error" }, JsonLine.Of(error));
        }

        if (Environment.GetEnvironmentVariable("ATELIER_DEBUG") == "1")
        {
            console.Error.WriteLine(exception);
        }

        return cause is OptionsException ? ExitCodes.WrongUse : ExitCodes.Failed;
    }

    public static void Say(string line, TextWriter error) => error.WriteLine($"atelier: {OneLine(line)}");

    public static Message MessageOf(Exception exception) => exception switch
    {
        AtelierException error => error.Details,
        OperationCanceledException => new Message(CommandCodes.Interrupted, $"Interrupted."),
        _ when IsOutOfMemory(exception) => new Message(
            MessageCodes.TooLittleMemory, $"There is too little memory for this. Give a smaller {new OptionName("size")}, or close other programs.", "size"),
        IOException or UnauthorizedAccessException => new Message(MessageCodes.Failed, $"{exception.Message}"),
        _ => new Message(
            MessageCodes.Failed, $"Unexpected failure, {exception.GetType().Name}: {exception.Message.Split('\n')[0]} (ATELIER_DEBUG=1 shows where.)"),
    };

    // libtorch's own exceptions only have words: "can't allocate memory: you tried to allocate …", "CUDA out of memory".
    private static bool IsOutOfMemory(Exception exception) =>
        exception is OutOfMemoryException
        || exception.Message.Contains("allocate memory", StringComparison.OrdinalIgnoreCase)
        || exception.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase);

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
