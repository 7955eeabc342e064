using System.Numerics;
using System.Runtime.Intrinsics;
using Atelier.Imaging.Storage;

namespace Atelier.Imaging;

/// <summary>
/// Resizes rows that arrive from top to bottom: first along each row, then across the rows. It passes on a row of the result as soon as it
/// has all rows of the source under the kernel, and stores no more than these and a band.
/// </summary>
internal sealed class RowResizer
{
    private const int PixelsOfABand = 1 << 20;

    private readonly int _channels;
    private readonly int _sourceWidth;
    private readonly int _width;
    private readonly ResamplingTaps[] _along;
    private readonly ResamplingTaps[] _across;
    private readonly float[] _rows; // row y of the source, resized along itself, lies at y modulo their number
    private readonly int _stride; // values of a row, up to whole vectors
    private readonly int _storedRows;
    private int _next; // the first row of the result that was not passed on

    /// <param name="channels">Values in a pixel, 3 or 4.</param>
    /// <param name="sourceWidth">Pixels in a row of the source.</param>
    /// <param name="sourceHeight">Rows of the source.</param>
    /// <param name="columns">The part of each row that is resized.</param>
    /// <param name="rows">The part of each column that is resized.</param>
    /// <param name="width">Pixels in a row of the result.</param>
    /// <param name="height">Rows of the result.</param>
    public RowResizer(int channels, int sourceWidth, int sourceHeight, Span1D columns, Span1D rows, int width, int height)
    {
        (_channels, _sourceWidth, _width) = (channels, sourceWidth, width);
        _along = ResamplingTaps.For(sourceWidth, columns, width);
        _across = ResamplingTaps.For(sourceHeight, rows, height);
        BandHeight = Math.Clamp(PixelsOfABand / Math.Max(sourceWidth, width), 1, sourceHeight);
        _storedRows = Math.Min(sourceHeight, BandHeight + _across.Max(t => t.Weights.Length));
        _stride = ((width * channels) + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _rows = GC.AllocateUninitializedArray<float>(checked(_storedRows * _stride));
    }

    /// <summary>Writes a row of the source to a buffer, or returns it from memory.</summary>
    public delegate ReadOnlySpan<float> RowSource(int y, Span<float> buffer);

    /// <summary>Takes a row of the result.</summary>
    public delegate void RowTarget(int y, ReadOnlySpan<float> row);

    /// <summary>The most rows that may come at once.</summary>
    public int BandHeight { get; }

    /// <summary>Takes the next rows of the source, and passes on rows of the result.</summary>
    /// <param name="top">The first.</param>
    /// <param name="count">How many, at most <see cref="BandHeight"/>.</param>
    /// <param name="source">Gives each, on any thread.</param>
    /// <param name="target">Takes each of the result, on any thread.</param>
    public void Add(int top, int count, RowSource source, RowTarget target)
    {
        // Every pixel is computed on its own, so the result does not depend on the number of threads.
        var first = _next < _across.Length ? _across[_next].First : int.MaxValue;
        Parallel.For(top, top + count, () => new float[_sourceWidth * _channels], (y, _, buffer) =>
        {
            if (y >= first)
            {
                Along(source(y, buffer), Row(y));
            }

            return buffer;
        }, _ => { });

        var end = _next;
        while (end < _across.Length && _across[end].First + _across[end].Weights.Length <= top + count)
        {
            end++;
        }

        foreach (var (start, rows) in PictureRows.Bands(_width, end - _next))
        {
            Parallel.For(_next + start, _next + start + rows, () => new float[_stride], (y, _, buffer) =>
            {
                Across(_across[y], buffer);
                target(y, buffer.AsSpan(0, _width * _channels));
                return buffer;
            }, _ => { });
        }

        _next = end;
        TemporaryMappedFile.EvictPages();
    }

    private Span<float> Row(int y) => _rows.AsSpan(y % _storedRows * _stride, _stride);

    private void Along(ReadOnlySpan<float> row, Span<float> target)
    {
        for (var x = 0; x < _width; x++)
        {
            WritePixel(row, _along[x], target.Slice(x * _channels, _channels));
        }
    }

    private static void WritePixel(ReadOnlySpan<float> row, ResamplingTaps taps, Span<float> target)
    {
        var weights = taps.Weights;
        var channels = target.Length;
        row = row.Slice(taps.First * channels, weights.Length * channels);
        var sum = Vector128<float>.Zero;
        var (least, most) = (Vector128.Create(float.PositiveInfinity), Vector128.Create(float.NegativeInfinity));
        for (var i = 0; i < weights.Length; i++)
        {
            var pixel = channels == 4
                ? Vector128.Create<float>(row.Slice(i * 4, 4))
                : Vector128.Create(row[i * 3], row[(i * 3) + 1], row[(i * 3) + 2], 0);
            sum += pixel * weights[i];
            if (i >= taps.CoreStart && i < taps.CoreEnd)
            {
                (least, most) = (Vector128.MinNative(least, pixel), Vector128.MaxNative(most, pixel));
            }
        }

        // Cuts the halos that the kernel's negative weights would draw beside edges.
        sum = Vector128.MinNative(Vector128.MaxNative(sum, least), most);
        (target[0], target[1], target[2]) = (sum[0], sum[1], sum[2]);
        if (channels == 4)
        {
            target[3] = sum[3];
        }
    }

    private void Across(ResamplingTaps taps, Span<float> target)
    {
        for (var x = 0; x < target.Length; x += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            var (least, most) = (new Vector<float>(float.PositiveInfinity), new Vector<float>(float.NegativeInfinity));
            for (var i = 0; i < taps.Weights.Length; i++)
            {
                var values = new Vector<float>(Row(taps.First + i)[x..]);
                sum += values * taps.Weights[i];
                if (i >= taps.CoreStart && i < taps.CoreEnd)
                {
                    (least, most) = (Vector.MinNative(least, values), Vector.MaxNative(most, values));
                }
            }

            Vector.MinNative(Vector.MaxNative(sum, least), most).CopyTo(target[x..]);
        }
    }
}
