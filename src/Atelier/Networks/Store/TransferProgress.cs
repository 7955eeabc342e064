namespace Atelier.Networks.Store;

/// <summary>The progress of the installation of a network.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Bytes">The bytes so far, those of earlier attempts included.</param>
/// <param name="TotalBytes">The bytes of the whole file.</param>
/// <param name="Source">The URL or file of their origin.</param>
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
