using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>The least and the most of each axis of some colours.</summary>
internal sealed class ColorRange
{
    /// <summary>The least; infinity where nothing counts.</summary>
    public Vector3 Least { get; private set; } = new(float.PositiveInfinity);

    /// <summary>The most.</summary>
    public Vector3 Most { get; private set; } = new(float.NegativeInfinity);

    /// <summary>That of all colours that count for something.</summary>
    public static ColorRange Of(WeightedColors colours) => colours.Sum(
        () => new ColorRange(),
        (range, row, weights) =>
        {
            for (var n = 0; n < row.Length; n++)
            {
                if (weights[n] > 0)
                {
                    (range.Least, range.Most) = (Vector3.Min(range.Least, row[n]), Vector3.Max(range.Most, row[n]));
                }
            }
        },
        (range, other) => (range.Least, range.Most) = (Vector3.Min(range.Least, other.Least), Vector3.Max(range.Most, other.Most)));
}
