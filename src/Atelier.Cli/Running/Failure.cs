namespace Atelier.Cli.Running;

/// <summary>Turns what went wrong into one line on standard error and an exit code.</summary>
internal static class Failure
{
    /// <summary>Reports words that are no use of the command.</summary>
    /// <param name="faults">Each a clause without a full stop.</param>
    /// <param name="command">The command whose help says more.</param>
    /// <param name="error">Standard error.</param>
    public static int OfUse(IReadOnlyList<string> faults, string command, TextWriter error)
    {
        Say($"{string.Join("; ", faults)}. Try: {command} --help", error);
        return ExitCodes.WrongUse;
    }

    /// <summary>Reports an exception.</summary>
    public static int Report(Exception exception, TextWriter error)
    {
        var cause = exception is AggregateException { InnerExceptions: [var only] } ? only : exception;
        if (cause is UseException use)
        {
            return OfUse(use.Faults, use.Command, error);
        }

        Say(Line(cause), error);
        if (Environment.GetEnvironmentVariable("ATELIER_DEBUG") == "1")
        {
            error.WriteLine(exception);
        }

        return cause switch
        {
            OptionsException => ExitCodes.WrongUse,
            _ => ExitCodes.Failed,
        };
    }

    /// <summary>One line on standard error.</summary>
    public static void Say(string line, TextWriter error) => error.WriteLine($"atelier: {OneLine(line)}");

    /// <summary>What is said of an exception.</summary>
    public static string Line(Exception exception) => CommandNames.Text(MessageOf(exception));

    /// <summary>An exception as data.</summary>
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
