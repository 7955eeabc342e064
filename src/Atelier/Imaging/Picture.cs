namespace Atelier.Imaging;

/// <summary>An RGB picture in memory, in places transparent if it has alpha: sRGB-encoded values, nominally 0 to 1.</summary>
public sealed class Picture
{
    /// <summary>Wraps pixels without copying them.</summary>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <param name="pixels">Row by row, red, green and blue of each pixel: <c>width × height × 3</c> values.</param>
    /// <param name="metadata">What travels from the file read to the file written.</param>
    /// <param name="alpha">
    /// The opacity of each pixel, 0 to 1: <c>width × height</c> values; null where all are opaque. Colours are not multiplied by it.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> or <paramref name="alpha"/> has another length.</exception>
    public Picture(int width, int height, float[] pixels, PictureMetadata? metadata = null, float[]? alpha = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != 3L * width * height)
        {
            throw new ArgumentException($"{width}×{height} RGB pixels are {3L * width * height} values, not {pixels.LongLength}.", nameof(pixels));
        }

        if (alpha is not null && alpha.LongLength != (long)width * height)
        {
            throw new ArgumentException($"{width}×{height} opacities are {(long)width * height} values, not {alpha.LongLength}.", nameof(alpha));
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
    public float[] Pixels { get; }

    /// <summary>Row by row, the opacity of each pixel; null where all are opaque.</summary>
    public float[]? Alpha { get; }

    /// <summary>What travels from the file read to the file written.</summary>
    public PictureMetadata Metadata { get; }

    /// <summary>The longer of width and height.</summary>
    public int LongestSide => Math.Max(Width, Height);

    /// <summary>The same picture with other opacities; itself where they are the ones it has.</summary>
    internal Picture WithAlpha(float[]? alpha) => ReferenceEquals(alpha, Alpha) ? this : new Picture(Width, Height, Pixels, Metadata, alpha);
}
