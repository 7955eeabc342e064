namespace Atelier.Imaging;

/// <summary>The part of the photograph's metadata that goes into the written file.</summary>
public enum KeptMetadata
{
    /// <summary>All fields but those that describe the photograph's own pixels, such as its size and its thumbnail.</summary>
    Keep,

    /// <summary>When and how it was taken, but no position, no names, comments or serial numbers, and no maker notes.</summary>
    Private,

    /// <summary>Nothing, and no recipe either.</summary>
    None,
}
