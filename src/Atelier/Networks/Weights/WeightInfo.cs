namespace Atelier.Networks.Weights;

/// <summary>An array of weights in a file.</summary>
/// <param name="Name">Its name, such as <c>features.0.weight</c>.</param>
/// <param name="Shape">Its dimensions, outermost first; empty for a single number.</param>
/// <param name="Format">The format of its numbers.</param>
internal sealed record WeightInfo(string Name, IReadOnlyList<long> Shape, NumberFormat Format)
{
    /// <summary>How many numbers it holds.</summary>
    public long Count { get; } = ShapeText.Count(Shape);
}

/// <summary>Shapes as text and as a number of elements.</summary>
internal static class ShapeText
{
    /// <summary><c>(64, 3, 3, 3)</c>.</summary>
    public static string Of(IEnumerable<long> shape) => $"({string.Join(", ", shape)})";

    /// <summary>The product of the dimensions; -1 where one is negative or the product is beyond 64 bits.</summary>
    public static long Count(IReadOnlyList<long> shape)
    {
        long count = 1;
        foreach (var size in shape)
        {
            if (size < 0 || (size > 0 && count > long.MaxValue / size))
            {
                return -1;
            }

            count *= size;
        }

        return count;
    }
}
