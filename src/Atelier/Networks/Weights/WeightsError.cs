using Atelier.Imaging;

namespace Atelier.Networks.Weights;

/// <summary>Makes the errors of weights files, one line each.</summary>
internal static class WeightsError
{
    /// <summary>The error "file: problem."</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What was expected, what was found and what to do, without a full stop.</param>
    /// <param name="cause">The error underneath.</param>
    /// <param name="code">The code.</param>
    /// <param name="option">The option at fault; null where there is none.</param>
    public static NetworkException In(
        string path, FormattableString problem, Exception? cause = null, string code = MessageCodes.NetworkUnusable, string? option = null) =>
        new(new Message(code, $"{new FileName(path)}: {problem}.", option), cause);

    /// <summary>The error for a file or folder that the system does not let us read.</summary>
    public static NetworkException Unreadable(string path, Exception cause) => IsOutOfFiles(cause)
        ? In(path, $"cannot be read: the program has too many files open; raise the limit (ulimit -n)", cause, MessageCodes.TooManyFiles)
        : In(path, $"cannot be read ({PictureFile.Reason(cause, path)}); check the path and its permissions", cause, MessageCodes.FileUnreadable);

    /// <summary>The error for a file that the system does not let us write.</summary>
    public static NetworkException Unwritable(string path, Exception cause) => In(
        path,
        $"cannot be written ({PictureFile.Reason(cause, path)}); check the free space and the folder's permissions, or set ATELIER_HOME to another folder",
        cause,
        MessageCodes.FileNotWritten);

    /// <summary>The error for a file that ends too early.</summary>
    public static NetworkException CutShort(string path, string what, long expected, long found) =>
        In(path, $"the file is cut short: {what} ends at byte {expected}, but the file has {found}; fetch it again");

    /// <summary>Whether an exception says that too many files are open: EMFILE of this process, ENFILE of the system. Windows knows no such limit.</summary>
    public static bool IsOutOfFiles(Exception exception) => exception is IOException && !OperatingSystem.IsWindows() && exception.HResult is 24 or 23;

    /// <summary>Whether an exception says that a file or folder cannot be used.</summary>
    public static bool IsFileError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException;
}
