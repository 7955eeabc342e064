using Atelier.Imaging.Storage;

namespace Atelier.Imaging;

/// <summary>
/// An RGB picture, with or without alpha: sRGB-encoded values, nominally 0 to 1. It lies in memory or, where it is large and there is a
/// <see cref="PictureScratch"/>, in a file.
/// </summary>
public sealed partial class Picture
{
    /// <summary>Wraps pixels, such as an array, without copying them.</summary>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <param name="pixels">Row by row, red, green and blue of each pixel: <c>width × height × 3</c> values.</param>
    /// <param name="metadata">The metadata, which pass from the file that was read to the file that is written.</param>
    /// <param name="alpha">
    /// The opacity of each pixel, 0 to 1: <c>width × height</c> values; null where all are opaque. Colours are not multiplied by it.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> or <paramref name="alpha"/> has another length.</exception>
    public Picture(int width, int height, PixelValues pixels, PictureMetadata? metadata = null, PixelValues? alpha = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if ((long)pixels.Length != 3L * width * height)
        {
            throw new ArgumentException($"{width}×{height} RGB pixels are {3L * width * height} values, not {pixels.Length}.", nameof(pixels));
        }

        if (alpha is not null && alpha.Length != (long)width * height)
        {
            throw new ArgumentException($"{width}×{height} opacities are {(long)width * height} values, not {alpha.Length}.", nameof(alpha));
        }

        Width = width;
        Height = height;
        Pixels = pixels;
        Metadata = metadata ?? PictureMetadata.None;
        Alpha = alpha;
    }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>Row by row, red, green and blue of each pixel.</summary>
    public PixelValues Pixels { get; }

    /// <summary>Row by row, the opacity of each pixel; null where all are opaque.</summary>
    public PixelValues? Alpha { get; }

    /// <summary>The metadata, which pass from the file that was read to the file that is written.</summary>
    public PictureMetadata Metadata { get; }

    /// <summary>The longer of width and height.</summary>
    public int LongestSide => Math.Max(Width, Height);

    /// <summary>The same picture with other opacities; itself where they are the ones it has.</summary>
    internal Picture WithAlpha(PixelValues? alpha) => ReferenceEquals(alpha, Alpha) ? this : new Picture(Width, Height, Pixels, Metadata, alpha);

    /// <summary>Whether it lies in a file.</summary>
    internal bool IsInFile => Pixels.IsInFile;

    /// <summary>The same picture in memory; itself where it lies there.</summary>
    internal Picture InMemory() => IsInFile || Alpha?.IsInFile == true ? new Picture(Width, Height, Pixels.ToArray(), Metadata, Alpha?.ToArray()) : this;

    /// <summary>Deletes its files, where it lies in any, except those that it shares with pictures that are still needed.</summary>
    /// <param name="others">The pictures that are still needed.</param>
    internal void Release(params ReadOnlySpan<Picture?> others)
    {
        var (sharesPixels, sharesAlpha) = (false, false);
        foreach (var other in others)
        {
            sharesPixels |= ReferenceEquals(other?.Pixels, Pixels);
            sharesAlpha |= ReferenceEquals(other?.Alpha, Alpha);
        }

        if (!sharesPixels)
        {
            Pixels.Release();
        }

        if (!sharesAlpha)
        {
            Alpha?.Release();
        }
    }
}
