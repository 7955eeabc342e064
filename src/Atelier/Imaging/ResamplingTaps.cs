namespace Atelier.Imaging;

/// <summary>A stretch of a line in pixels; 0 is the left edge of the first pixel.</summary>
internal readonly record struct Span1D(double Start, double Length)
{
    /// <summary>The middle part of a line.</summary>
    public static Span1D Centred(double length, int of) => new(Math.Max(0, (of - length) / 2), Math.Min(length, of));
}

/// <summary>Which pixels of a line, with which weights, make one pixel of the resized line.</summary>
/// <param name="First">The first pixel of the source.</param>
/// <param name="Weights">The weights from there on; they sum to 1.</param>
/// <param name="CoreStart">The first tap under the kernel's middle, where weights are positive.</param>
/// <param name="CoreEnd">One behind the last tap under the kernel's middle.</param>
internal sealed record ResamplingTaps(int First, float[] Weights, int CoreStart, int CoreEnd)
{
    /// <summary>The taps for every pixel of a resized line.</summary>
    public static ResamplingTaps[] For(int sourceLength, Span1D span, int targetLength)
    {
        var scale = span.Length / targetLength;

        // When reducing, the kernel is stretched to cover all that falls into one new pixel.
        var radius = Math.Max(scale, 1);
        var taps = new ResamplingTaps[targetLength];
        for (var i = 0; i < targetLength; i++)
        {
            taps[i] = At(span.Start + ((i + 0.5) * scale), radius, sourceLength);
        }

        return taps;
    }

    private static ResamplingTaps At(double centre, double radius, int length)
    {
        // Pixels beyond the edge are left out, and the other weights are scaled to sum to 1.
        var first = Math.Clamp((int)Math.Floor(centre - (2 * radius)), 0, length - 1);
        var end = Math.Clamp((int)Math.Ceiling(centre + (2 * radius)), first + 1, length);
        var exact = new double[end - first];
        var (coreStart, coreEnd) = (exact.Length, 0);
        for (var i = 0; i < exact.Length; i++)
        {
            var distance = Math.Abs(first + i + 0.5 - centre) / radius;
            exact[i] = CatmullRom(distance);
            if (distance < 1)
            {
                (coreStart, coreEnd) = (Math.Min(coreStart, i), i + 1);
            }
        }

        var sum = exact.Sum();
        return new ResamplingTaps(first, Array.ConvertAll(exact, weight => (float)(weight / sum)), coreStart, coreEnd);
    }

    private static double CatmullRom(double x) => x switch
    {
        < 1 => (((1.5 * x) - 2.5) * x * x) + 1,
        < 2 => (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2,
        _ => 0,
    };
}
