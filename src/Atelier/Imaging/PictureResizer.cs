namespace Atelier.Imaging;

/// <summary>
/// Resizes pictures with a Catmull-Rom kernel, widened when reducing so that nothing aliases. It acts on the sRGB-encoded values,
/// as the networks see them. A style is very sensitive to how it was reduced, so the filter is a choice: a triangle (bilinear)
/// would blur brush strokes, Lanczos draws halos beside them that the style would then ask for everywhere. Catmull-Rom is as
/// sharp, and its small halos are cut off: a value never leaves the range of the pixels under the kernel's middle. Colours count
/// by their opacity, so that hidden colours do not bleed into visible ones.
/// </summary>
public static class PictureResizer
{
    /// <summary>Resizes to exactly this size.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <returns>The picture itself if it has this size, else a new one with the same metadata and no value beyond the range of the old.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1.</exception>
    public static Picture Resize(Picture picture, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);
        RequirePositive(width, height);
        return picture.Width == width && picture.Height == height
            ? picture
            : Resample(picture, new Span1D(0, picture.Width), new Span1D(0, picture.Height), width, height);
    }

    /// <summary>Resizes to a longest side, keeping the shape.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="size">The longest side in pixels, at least 1.</param>
    /// <returns>The picture itself if it has this longest side, else a new one of <see cref="SizeFor"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than 1.</exception>
    public static Picture ResizeToLongestSide(Picture picture, int size)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var (width, height) = SizeFor(picture.Width, picture.Height, size);
        return Resize(picture, width, height);
    }

    /// <summary>The size that keeps the shape and has this longest side.</summary>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <param name="longestSide">The wanted longest side in pixels, at least 1.</param>
    /// <returns>The longer side is exactly <paramref name="longestSide"/>; the shorter is rounded to the nearest, at least 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is less than 1.</exception>
    public static (int Width, int Height) SizeFor(int width, int height, int longestSide)
    {
        RequirePositive(width, height);
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSide, 1);
        var longer = Math.Max(width, height);
        return (Scaled(width), Scaled(height));

        int Scaled(int side) => (int)Math.Max(1, ((2L * side * longestSide) + longer) / (2L * longer));
    }

    /// <summary>Brings a picture to another shape.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <param name="mode">Whether it is distorted, or cropped evenly on both sides.</param>
    /// <returns>The picture itself if it has this size, else a new one with the same metadata.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1.</exception>
    public static Picture Fit(Picture picture, int width, int height, FitMode mode)
    {
        ArgumentNullException.ThrowIfNull(picture);
        RequirePositive(width, height);
        if (mode == FitMode.Stretch || (picture.Width == width && picture.Height == height))
        {
            return Resize(picture, width, height);
        }

        // The crop is taken in the source, in fractions of a pixel, so that the two sides lose exactly as much.
        var scale = Math.Max((double)width / picture.Width, (double)height / picture.Height);
        return Resample(picture, Span1D.Centred(width / scale, picture.Width), Span1D.Centred(height / scale, picture.Height), width, height);
    }

    private static Picture Resample(Picture picture, Span1D columns, Span1D rows, int width, int height)
    {
        var channels = picture.Alpha is null ? 3 : 4;
        var resizer = new RowResizer(channels, picture.Width, picture.Height, columns, rows, width, height);
        var result = new PictureBuilder(width, height, channels == 4);
        for (var top = 0; top < picture.Height; top += resizer.BandHeight)
        {
            resizer.Add(top, Math.Min(resizer.BandHeight, picture.Height - top), Row, result.Take);
        }

        return result.Finish(picture.Metadata);

        ReadOnlySpan<float> Row(int y, Span<float> buffer)
        {
            var pixels = picture.Pixels.AsSpan(3 * y * picture.Width, 3 * picture.Width);
            if (picture.Alpha is null)
            {
                return pixels;
            }

            WeightedPixels.Of(pixels, picture.Alpha.AsSpan(y * picture.Width, picture.Width), buffer);
            return buffer;
        }
    }

    private static void RequirePositive(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
    }
}
