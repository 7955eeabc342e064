namespace Atelier.Networks.Weights;

/// <summary>Makes the errors of weights files, one line each.</summary>
internal static class WeightsFault
{
    /// <summary>The error "path: problem."</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What was expected, what was found and what to do, without a full stop.</param>
    /// <param name="cause">What went wrong underneath.</param>
    public static NetworkException In(string path, string problem, Exception? cause = null) =>
        new($"{Quoted.Line(path)}: {problem}.", cause);

    /// <summary>The error for a file that ends too early.</summary>
    public static NetworkException CutShort(string path, string what, long expected, long found) =>
        In(path, $"the file is cut short: {what} ends at byte {expected}, but the file has {found}; fetch it again");

    /// <summary>Whether an exception says that a file or folder cannot be used.</summary>
    public static bool IsFileError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException;
}
