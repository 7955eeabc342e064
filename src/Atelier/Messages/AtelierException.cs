namespace Atelier;

/// <summary>
/// The base of every error that Atelier reports on purpose. Its message is one line for the user: which file or option,
/// what was expected, what was found and what to do.
/// </summary>
public abstract class AtelierException : Exception
{
    private protected AtelierException(Message details, Exception? innerException = null)
        : base(details.ToString(), innerException)
    {
        Details = details;
    }

    /// <summary>The error as data, whose text each program can write with its own names of options and files.</summary>
    public Message Details { get; }

    /// <summary>The code of the error, one of <see cref="MessageCodes"/>.</summary>
    public string Code => Details.Code;

    /// <summary>The name of the option at fault, as <see cref="StylizeOption.Name"/> has it; null where there is none.</summary>
    public string? Option => Details.Option;
}

/// <summary>Options that cannot be used. The message lists every fault at once.</summary>
public sealed class OptionsException : AtelierException
{
    /// <summary>Reports the faults, joined into one line.</summary>
    /// <param name="faults">At least one fault, each a clause without a full stop.</param>
    public OptionsException(params IReadOnlyList<Message> faults)
        : base(Join(faults))
    {
        Faults = faults;
    }

    /// <summary>Every fault that was found.</summary>
    public IReadOnlyList<Message> Faults { get; }

    private static Message Join(IReadOnlyList<Message> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        ArgumentOutOfRangeException.ThrowIfZero(faults.Count, nameof(faults));
        var format = string.Join("; ", faults.Select((_, i) => $"{{{i}}}")) + ".";
        return new Message(
            faults.Select(f => f.Code).Distinct().Count() == 1 ? faults[0].Code : MessageCodes.OptionInvalid,
            System.Runtime.CompilerServices.FormattableStringFactory.Create(format, [.. faults]),
            faults.Select(f => f.Option).Distinct().Count() == 1 ? faults[0].Option : null);
    }
}

/// <summary>A picture that cannot be read, is not fit for the method, or cannot be written.</summary>
/// <param name="details">The error as data.</param>
/// <param name="innerException">The cause.</param>
public sealed class PictureException(Message details, Exception? innerException = null) : AtelierException(details, innerException)
{
    /// <summary>Reports an error.</summary>
    /// <param name="code">Its code, one of <see cref="MessageCodes"/>.</param>
    /// <param name="text">Its text, one line.</param>
    /// <param name="innerException">The cause.</param>
    public PictureException(string code, FormattableString text, Exception? innerException = null)
        : this(new Message(code, text), innerException)
    {
    }
}

/// <summary>A network that cannot be found, fetched, read or trusted.</summary>
/// <param name="details">The error as data.</param>
/// <param name="innerException">The cause.</param>
public sealed class NetworkException(Message details, Exception? innerException = null) : AtelierException(details, innerException)
{
    /// <summary>Reports an error.</summary>
    /// <param name="code">Its code, one of <see cref="MessageCodes"/>.</param>
    /// <param name="text">Its text, one line.</param>
    /// <param name="innerException">The cause.</param>
    public NetworkException(string code, FormattableString text, Exception? innerException = null)
        : this(new Message(code, text), innerException)
    {
    }
}

/// <summary>A run that cannot start or go on: no engine, no such device, too little memory, a loss that is not a number.</summary>
/// <param name="details">The error as data.</param>
/// <param name="innerException">The cause.</param>
public sealed class StylizeException(Message details, Exception? innerException = null) : AtelierException(details, innerException)
{
    /// <summary>Reports an error.</summary>
    /// <param name="code">Its code, one of <see cref="MessageCodes"/>.</param>
    /// <param name="text">Its text, one line.</param>
    /// <param name="innerException">The cause.</param>
    public StylizeException(string code, FormattableString text, Exception? innerException = null)
        : this(new Message(code, text), innerException)
    {
    }
}

/// <summary>A checkpoint that cannot be read, is damaged, or does not belong to the run.</summary>
/// <param name="details">The error as data.</param>
/// <param name="innerException">The cause.</param>
public sealed class CheckpointException(Message details, Exception? innerException = null) : AtelierException(details, innerException)
{
    /// <summary>Reports an error.</summary>
    /// <param name="code">Its code, one of <see cref="MessageCodes"/>.</param>
    /// <param name="text">Its text, one line.</param>
    /// <param name="innerException">The cause.</param>
    public CheckpointException(string code, FormattableString text, Exception? innerException = null)
        : this(new Message(code, text), innerException)
    {
    }
}

/// <summary>A recipe that cannot be read, or whose pictures or network have changed.</summary>
/// <param name="details">The error as data.</param>
/// <param name="innerException">The cause.</param>
public sealed class RecipeException(Message details, Exception? innerException = null) : AtelierException(details, innerException)
{
    /// <summary>Reports an error.</summary>
    /// <param name="code">Its code, one of <see cref="MessageCodes"/>.</param>
    /// <param name="text">Its text, one line.</param>
    /// <param name="innerException">The cause.</param>
    public RecipeException(string code, FormattableString text, Exception? innerException = null)
        : this(new Message(code, text), innerException)
    {
    }
}
