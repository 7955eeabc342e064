namespace Atelier;

/// <summary>
/// The base of every error that Atelier reports on purpose. Its message is one line for the user: which file or option,
/// what was expected, what was found and what to do.
/// </summary>
public abstract class AtelierException : Exception
{
    private protected AtelierException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>Options that cannot be used. The message lists every fault at once.</summary>
public sealed class OptionsException : AtelierException
{
    /// <summary>Reports the faults, joined into one line.</summary>
    /// <param name="faults">At least one fault, each a clause without a full stop.</param>
    public OptionsException(params IReadOnlyList<string> faults)
        : base(string.Join("; ", faults) + ".")
    {
        Faults = faults;
    }

    /// <summary>Every fault that was found.</summary>
    public IReadOnlyList<string> Faults { get; }
}

/// <summary>A picture that cannot be read, is not fit for the method, or cannot be written.</summary>
public sealed class PictureException(string message, Exception? innerException = null)
    : AtelierException(message, innerException);

/// <summary>A network that cannot be found, fetched, read or trusted.</summary>
public sealed class NetworkException(string message, Exception? innerException = null)
    : AtelierException(message, innerException);

/// <summary>A run that cannot start or go on: no engine, no such device, too little memory, a loss that is no number.</summary>
public sealed class StylizeException(string message, Exception? innerException = null)
    : AtelierException(message, innerException);

/// <summary>A checkpoint that cannot be read, is damaged, or is not of the run that shall go on.</summary>
public sealed class CheckpointException(string message, Exception? innerException = null)
    : AtelierException(message, innerException);

/// <summary>A recipe that cannot be read, or whose pictures or network are no longer what they were.</summary>
public sealed class RecipeException(string message, Exception? innerException = null)
    : AtelierException(message, innerException);
