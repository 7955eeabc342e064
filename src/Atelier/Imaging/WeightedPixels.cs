namespace Atelier.Imaging;

/// <summary>
/// Pixels multiplied by their weight, with the weight beside them, so that sums of them are weighted. The weight is the opacity,
/// but a trace even where that is 0: hidden colours then count where there is nothing else, and are not lost.
/// </summary>
internal static class WeightedPixels
{
    private const float Trace = 1f / 1024;

    /// <summary>Row by row, red, green and blue times the weight, and the weight.</summary>
    /// <param name="picture">A picture with alpha.</param>
    public static float[] Of(Picture picture)
    {
        var alpha = picture.Alpha!;
        var result = GC.AllocateUninitializedArray<float>(checked(4 * alpha.Length));
        for (var i = 0; i < alpha.Length; i++)
        {
            var weight = alpha[i] + (Trace * (1 - alpha[i]));
            for (var c = 0; c < 3; c++)
            {
                result[(4 * i) + c] = weight * picture.Pixels[(3 * i) + c];
            }

            result[(4 * i) + 3] = weight;
        }

        return result;
    }

    /// <summary>The inverse of <see cref="Of"/>: colours, 0 to 1, and opacities.</summary>
    public static (float[] Pixels, float[] Alpha) Split(float[] weighted)
    {
        var alpha = GC.AllocateUninitializedArray<float>(weighted.Length / 4);
        var pixels = GC.AllocateUninitializedArray<float>(3 * alpha.Length);
        for (var i = 0; i < alpha.Length; i++)
        {
            var weight = weighted[(4 * i) + 3];
            for (var c = 0; c < 3; c++)
            {
                pixels[(3 * i) + c] = Math.Clamp(weighted[(4 * i) + c] / weight, 0, 1);
            }

            alpha[i] = Math.Clamp((weight - Trace) / (1 - Trace), 0, 1);
        }

        return (pixels, alpha);
    }
}
