namespace Atelier.Networks.Store;

/// <summary>Why one attempt at a download came to nothing. It never leaves the store.</summary>
/// <param name="message">A clause: what was expected and found.</param>
/// <param name="canRetry">Whether the same server may do better next time.</param>
/// <param name="cause">What went wrong underneath.</param>
internal sealed class TransferError(string message, bool canRetry, Exception? cause = null) : Exception(message, cause)
{
    public bool CanRetry { get; } = canRetry;
}

/// <summary>How patient a download is.</summary>
internal sealed record DownloadSettings
{
    /// <summary>Attempts at each place.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before the second attempt; it doubles with each further one.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long nothing at all may arrive.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
