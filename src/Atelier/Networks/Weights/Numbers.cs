using System.Globalization;
using System.Numerics.Tensors;

namespace Atelier.Networks.Weights;

/// <summary>Finite numbers.</summary>
internal static class Numbers
{
    /// <summary>The index of the first NaN or infinity; -1 where all numbers are finite.</summary>
    public static int IndexOfNonFinite(ReadOnlySpan<float> values) =>
        TensorPrimitives.IsFiniteAll(values) ? -1 : values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);

    /// <summary>Reads a finite number.</summary>
    public static bool TryParse(string text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
}
