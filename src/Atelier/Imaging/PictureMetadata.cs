namespace Atelier.Imaging;

/// <summary>The metadata of a picture.</summary>
public sealed record PictureMetadata
{
    /// <summary>No metadata.</summary>
    public static PictureMetadata None { get; } = new();

    /// <summary>The raw EXIF block; its orientation has been applied to the pixels and reset. Null without one.</summary>
    public byte[]? Exif { get; init; }

    /// <summary>Horizontal resolution in pixels per millimetre; null where the file has none.</summary>
    public double? HorizontalResolution { get; init; }

    /// <summary>Vertical resolution in pixels per millimetre; null where the file has none.</summary>
    public double? VerticalResolution { get; init; }
}
