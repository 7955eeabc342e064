namespace Atelier.Imaging;

/// <summary>
/// Pixels multiplied by their weight, with the weight beside them, so that sums of them are weighted. The weight is the opacity,
/// but a trace even where that is 0, so that hidden colours count where there are no others.
/// </summary>
internal static class WeightedPixels
{
    private const float Trace = 1f / 1024;

    /// <summary>Red, green and blue times the weight, and the weight, of each pixel of a row: four values.</summary>
    public static void Of(ReadOnlySpan<float> pixels, ReadOnlySpan<float> alpha, Span<float> result)
    {
        for (var i = 0; i < alpha.Length; i++)
        {
            var weight = alpha[i] + (Trace * (1 - alpha[i]));
            for (var c = 0; c < 3; c++)
            {
                result[(4 * i) + c] = weight * pixels[(3 * i) + c];
            }

            result[(4 * i) + 3] = weight;
        }
    }

    /// <summary>The inverse of <see cref="Of"/>.</summary>
    public static void Split(ReadOnlySpan<float> weighted, Span<float> pixels, Span<float> alpha)
    {
        for (var i = 0; i < alpha.Length; i++)
        {
            var weight = weighted[(4 * i) + 3];
            for (var c = 0; c < 3; c++)
            {
                pixels[(3 * i) + c] = Math.Clamp(weighted[(4 * i) + c] / weight, 0, 1);
            }

            alpha[i] = Math.Clamp((weight - Trace) / (1 - Trace), 0, 1);
        }
    }
}
