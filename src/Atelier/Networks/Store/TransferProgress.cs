namespace Atelier.Networks.Store;

/// <summary>How far the installation of a network has come.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Bytes">Bytes that are there, those of earlier attempts included.</param>
/// <param name="TotalBytes">Bytes that there will be.</param>
/// <param name="Source">Where they come from.</param>
public sealed record TransferProgress(TransferStage Stage, long Bytes, long TotalBytes, string Source);

/// <summary>A stage of the installation of a network.</summary>
public enum TransferStage
{
    /// <summary>Another process installs the same network; waiting for it.</summary>
    Waiting,

    /// <summary>Bytes arrive.</summary>
    Downloading,

    /// <summary>The checksum of the whole file is compared.</summary>
    Verifying,

    /// <summary>The convolutions are written in Atelier's own form.</summary>
    Converting,
}
