using System.Runtime.Intrinsics;

namespace Atelier.Imaging;

/// <summary>Resizes along one direction.</summary>
internal static class Resampler
{
    /// <summary>Resizes every row of pixels and writes it as a column.</summary>
    /// <param name="source">Pixels of <paramref name="height"/> rows of <paramref name="width"/>.</param>
    /// <param name="channels">Values in a pixel, 3 or 4.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">The number of rows.</param>
    /// <param name="span">The part of each row that is resized.</param>
    /// <param name="targetWidth">Pixels in a resized row.</param>
    /// <returns>Pixels of <paramref name="targetWidth"/> rows of <paramref name="height"/>.</returns>
    public static float[] ResampleRowsAndTranspose(float[] source, int channels, int width, int height, Span1D span, int targetWidth)
    {
        var taps = ResamplingTaps.For(width, span, targetWidth);
        var target = GC.AllocateUninitializedArray<float>(checked(targetWidth * height * channels));

        // Every row is computed on its own, so the result does not depend on the number of threads.
        Parallel.For(0, height, y =>
        {
            var row = source.AsSpan(y * width * channels, width * channels);
            for (var x = 0; x < targetWidth; x++)
            {
                WritePixel(row, taps[x], target.AsSpan(((x * height) + y) * channels, channels));
            }
        });
        return target;
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
}
