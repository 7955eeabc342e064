using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Atelier.Networks.Weights;

/// <summary>Arithmetic on plain spans of numbers.</summary>
internal static class Numbers
{
    /// <summary>Where the first NaN or infinity is; -1 where all numbers are finite.</summary>
    public static int IndexOfNonFinite(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var sum = Vector<float>.Zero;
        foreach (var vector in vectors)
        {
            // x - x is 0 for every finite x and NaN for the others, and NaN stays in a sum: one pass without branches.
            sum += vector - vector;
        }

        var rest = values[(vectors.Length * Vector<float>.Count)..];
        return Vector.EqualsAll(sum, Vector<float>.Zero) && FirstNonFinite(rest) < 0 ? -1 : FirstNonFinite(values);
    }

    /// <summary>Reads a finite number.</summary>
    public static bool TryParse(string text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    private static int FirstNonFinite(ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
