namespace Atelier.Imaging;

/// <summary>What of the photograph's metadata goes into the file that is written.</summary>
public enum KeptMetadata
{
    /// <summary>All that does not describe the photograph's own pixels, as its size and its thumbnail do.</summary>
    Keep,

    /// <summary>When and how it was taken, but no position, no names, comments or serial numbers, and no maker notes.</summary>
    Private,

    /// <summary>Nothing, and no recipe either.</summary>
    None,
}
