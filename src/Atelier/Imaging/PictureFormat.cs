namespace Atelier.Imaging;

/// <summary>The file formats that pictures are read from and written to.</summary>
public enum PictureFormat
{
    /// <summary>JPEG: lossy, 8 bits a channel.</summary>
    Jpeg,

    /// <summary>PNG: lossless, 8 or 16 bits a channel.</summary>
    Png,

    /// <summary>TIFF: lossless, 8 or 16 bits a channel.</summary>
    Tiff,

    /// <summary>WebP: lossy, 8 bits a channel.</summary>
    WebP,

    /// <summary>AVIF: lossy, 8 bits a channel as written here.</summary>
    Avif,
}
