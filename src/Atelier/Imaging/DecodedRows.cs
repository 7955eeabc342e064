using System.Numerics;
using System.Runtime.InteropServices;
using Atelier.Imaging.Storage;
using NetVips;

namespace Atelier.Imaging;

/// <summary>The pixels of a picture as floats, decoded some rows at a time, so that the whole is never in memory.</summary>
/// <param name="image">Grey or RGB, with or without alpha (1 to 4 bands), 8 or 16 bits.</param>
internal sealed class DecodedRows(Image image)
{
    // Each step of libvips' conversion holds a band of its own, in numbers of up to four times as many bytes.
    private const int BytesOfABand = 2 << 20;

    private volatile bool _isTransparent;

    /// <summary>Takes a row.</summary>
    /// <param name="y">Its number.</param>
    /// <param name="pixels">Red, green and blue of each pixel, 0 to 1, as stored under any opacity.</param>
    /// <param name="alpha">The opacities, 0 to 1; empty where there are none.</param>
    public delegate void RowTarget(int y, ReadOnlySpan<float> pixels, ReadOnlySpan<float> alpha);

    /// <summary>Whether there are opacities.</summary>
    public bool HasAlpha => image.Bands is 2 or 4;

    /// <summary>Whether every pixel was opaque.</summary>
    public bool IsOpaque => !_isTransparent;

    /// <summary>Decodes all rows from top to bottom, and passes each on, on any thread.</summary>
    /// <exception cref="VipsException">The file is damaged.</exception>
    public void Each(RowTarget target) => EachBand(
        Math.Clamp(BytesOfABand / (image.Width * image.Bands * SizeOfSample), 1, image.Height),
        (top, rows, row) =>
        {
            Parallel.For(top, top + rows, () => new float[4 * image.Width], (y, _, buffer) =>
            {
                var alpha = HasAlpha ? buffer.AsSpan(3 * image.Width) : default;
                row(y, buffer.AsSpan(0, 3 * image.Width), alpha);
                target(y, buffer.AsSpan(0, 3 * image.Width), alpha);
                return buffer;
            }, _ => { });
            TemporaryMappedFile.EvictPages();
        });

    /// <summary>Decodes all rows from top to bottom into a resizer.</summary>
    /// <param name="resizer">Made for three values a pixel or, where there is alpha, four.</param>
    /// <param name="target">Takes the rows of the result.</param>
    /// <exception cref="VipsException">The file is damaged.</exception>
    public void Each(RowResizer resizer, RowResizer.RowTarget target) => EachBand(resizer.BandHeight, (top, rows, row) => resizer.Add(
        top,
        rows,
        (y, buffer) =>
        {
            if (!HasAlpha)
            {
                row(y, buffer, default);
                return buffer;
            }

            var values = new float[4 * image.Width];
            row(y, values.AsSpan(0, 3 * image.Width), values.AsSpan(3 * image.Width));
            WeightedPixels.Of(values.AsSpan(0, 3 * image.Width), values.AsSpan(3 * image.Width), buffer);
            return buffer;
        },
        target));

    private int SizeOfSample => image.Format == Enums.BandFormat.Uchar ? sizeof(byte) : sizeof(ushort);

    private delegate void RowDecoder(int y, Span<float> pixels, Span<float> alpha);

    private void EachBand(int height, Action<int, int, RowDecoder> look)
    {
        // One region for all bands: rows that were decoded beyond one band serve the next.
        using var region = Region.New(image);
        var length = image.Width * image.Bands;
        for (var top = 0; top < image.Height; top += height)
        {
            var (first, rows) = (top, Math.Min(height, image.Height - top));
            var band = region.Fetch(0, first, image.Width, rows);
            look(first, rows, (y, pixels, alpha) =>
            {
                if (image.Format == Enums.BandFormat.Uchar)
                {
                    Decode<byte>(band.AsSpan((y - first) * length, length), byte.MaxValue, image.Bands, pixels, alpha);
                }
                else
                {
                    Decode<ushort>(MemoryMarshal.Cast<byte, ushort>(band).Slice((y - first) * length, length), ushort.MaxValue, image.Bands, pixels, alpha);
                }

                if (alpha.IndexOfAnyExcept(1f) >= 0)
                {
                    _isTransparent = true;
                }
            });
        }
    }

    /// <summary>A row as floats.</summary>
    /// <param name="values">Its integers.</param>
    /// <param name="white">The integer that means 1.</param>
    /// <param name="bands">Values of a pixel: grey or RGB, with or without alpha, 1 to 4.</param>
    /// <param name="pixels">Takes red, green and blue of each pixel.</param>
    /// <param name="alpha">Takes the opacities; empty where there are none.</param>
    public static void Decode<T>(ReadOnlySpan<T> values, float white, int bands, Span<float> pixels, Span<float> alpha)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (green, blue) = bands >= 3 ? (1, 2) : (0, 0);
        for (int i = 0, at = 0; i < pixels.Length; i += 3, at += bands)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) =
                (float.CreateTruncating(values[at]) / white, float.CreateTruncating(values[at + green]) / white, float.CreateTruncating(values[at + blue]) / white);
        }

        for (int i = 0, at = bands - 1; i < alpha.Length; i++, at += bands)
        {
            alpha[i] = float.CreateTruncating(values[at]) / white;
        }
    }
}
