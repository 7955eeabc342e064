using Atelier.Imaging.Storage;

namespace Atelier.Imaging;

/// <content>Pictures from and to pixels of 8 bits a channel, as other libraries have them.</content>
public sealed partial class Picture
{
    /// <summary>Copies pixels of 3 bytes: red, green and blue, sRGB-encoded, row by row from the top.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <param name="stride">Bytes from the beginning of a row to that of the next; 0 where rows follow each other without a gap.</param>
    /// <exception cref="ArgumentException">The stride is negative or shorter than a row, or there are too few bytes.</exception>
    /// <exception cref="PictureException">There are more pixels than a picture can have.</exception>
    public static Picture FromRgb24(ReadOnlySpan<byte> pixels, int width, int height, int stride = 0) => From(pixels, width, height, stride, bands: 3);

    /// <summary>
    /// Copies pixels of 4 bytes: red, green and blue, sRGB-encoded, not multiplied by the opacity that follows them, row by row from the
    /// top. The picture has alpha where any pixel is not opaque.
    /// </summary>
    /// <inheritdoc cref="FromRgb24"/>
    public static Picture FromRgba32(ReadOnlySpan<byte> pixels, int width, int height, int stride = 0) => From(pixels, width, height, stride, bands: 4);

    /// <summary>
    /// Copies the pixels as red, green and blue of a byte each, row by row from the top. Values are clamped to 0 to 1 and rounded to the
    /// nearest step; transparent pixels lie over white.
    /// </summary>
    /// <param name="destination">Takes the pixels; bytes between rows stay as they are.</param>
    /// <param name="stride">Bytes from the beginning of a row to that of the next; 0 where rows follow each other without a gap.</param>
    /// <exception cref="ArgumentException">The stride is negative or shorter than a row, or the destination is too small.</exception>
    public void CopyToRgb24(Span<byte> destination, int stride = 0) => CopyTo(destination, stride, bands: 3);

    /// <summary>
    /// Copies the pixels as red, green, blue and opacity of a byte each, row by row from the top. Values are clamped to 0 to 1 and rounded
    /// to the nearest step; colours are not multiplied by the opacity.
    /// </summary>
    /// <inheritdoc cref="CopyToRgb24"/>
    public void CopyToRgba32(Span<byte> destination, int stride = 0) => CopyTo(destination, stride, bands: 4);

    private static Picture From(ReadOnlySpan<byte> pixels, int width, int height, int stride, int bands)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var step = RequireRows(pixels.Length, nameof(pixels), width, height, stride, bands);
        var builder = new PictureBuilder(width, height, hasAlpha: bands == 4);
        var isOpaque = true;
        var row = new float[bands * width];
        var alpha = row.AsSpan(3 * width);
        foreach (var (top, rows) in PictureRows.Bands(width, height))
        {
            for (var y = top; y < top + rows; y++)
            {
                DecodedRows.Decode(pixels.Slice(y * step, bands * width), byte.MaxValue, bands, row.AsSpan(0, 3 * width), alpha);
                isOpaque &= alpha.IndexOfAnyExcept(1f) < 0;
                builder.Take(y, row.AsSpan(0, 3 * width), alpha);
            }
        }

        return builder.Finish(PictureMetadata.None, isOpaque);
    }

    private void CopyTo(Span<byte> destination, int stride, int bands)
    {
        var step = RequireRows(destination.Length, nameof(destination), Width, Height, stride, bands);
        foreach (var (top, rows) in PictureRows.Bands(Width, Height))
        {
            for (var y = top; y < top + rows; y++)
            {
                IntegerPixels.Write(this, y, destination.Slice(y * step, bands * Width), byte.MaxValue, bands);
            }
        }
    }

    // The stride; the last row needs no gap after it.
    private static int RequireRows(int length, string name, int width, int height, int stride, int bands)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        var row = (long)bands * width;
        if (stride > 0 && stride < row)
        {
            throw new ArgumentOutOfRangeException(nameof(stride), stride, $"A row of {width} pixels has {row} bytes.");
        }

        var step = stride > 0 ? stride : row;
        var need = ((Int128)step * (height - 1)) + row;
        return length >= need ? (int)step : throw new ArgumentException($"{width}×{height} pixels are {need} bytes, not {length}.", name);
    }
}
