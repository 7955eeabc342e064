using Atelier.Networks.Weights;

namespace Atelier.Networks.Store;

/// <summary>
/// Keeps a second process from fetching the same network at the same time. The lock file is never deleted: that
/// would let a third process lock a new file of that name while the second still waits for the old one.
/// </summary>
internal static class StoreLock
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until no other process holds the lock. Disposing the result releases it, as does the end of the process.</summary>
    public static async Task<IDisposable> AcquireAsync(string path, TimeProvider time, Action onWait, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                onWait();
            }
            catch (Exception exception) when (WeightsError.IsFileError(exception))
            {
                throw WeightsError.Unwritable(path, exception);
            }

            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Windows: sharing and lock violation. Elsewhere .NET gives the error number: EWOULDBLOCK on Linux and on macOS.
    private static bool IsHeld(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xffff) is 32 or 33 : exception.HResult is 11 or 35;
}
