using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Atelier.Imaging.Storage;

namespace Atelier.Imaging.Colour;

/// <summary>
/// The colours of one or several pictures, each with a weight. They are computed row by row whenever they are read, so that they take no
/// memory.
/// </summary>
internal sealed class WeightedColors(params IReadOnlyList<WeightedColors.Part> parts)
{
    /// <summary>Writes the colours and weights of a row.</summary>
    public delegate void RowSource(int y, Span<Vector3> colours, Span<double> weights);

    /// <summary>Adds the results of some colours to a sum.</summary>
    public delegate void Look<T>(T sum, ReadOnlySpan<Vector3> colours, ReadOnlySpan<double> weights);

    /// <summary>The colours of one picture; transparent pixels do not count.</summary>
    public static WeightedColors Of(Picture picture) => new(PartOf(picture, weight: 1));

    /// <summary>The colours of several pictures; the size of a picture does not change its share.</summary>
    public static WeightedColors Of(IReadOnlyList<(Picture Picture, double Share)> pictures) => pictures is [var (only, _)]
        ? Of(only)
        : new([.. pictures.Where(p => p.Share > 0).Select(p => PartOf(p.Picture, p.Share / Opacity(p.Picture)))]);

    /// <summary>The same colours, each changed.</summary>
    public WeightedColors Changed(Func<Vector3, Vector3> change) => new([.. parts.Select(p => p with
    {
        Row = (y, colours, weights) =>
        {
            p.Row(y, colours, weights);
            foreach (ref var colour in colours)
            {
                colour = change(colour);
            }
        },
    })]);

    /// <summary>The sum of a result over all colours.</summary>
    /// <param name="nothing">Makes an empty sum.</param>
    /// <param name="look">Adds the results of a row.</param>
    /// <param name="add">Adds one sum to another.</param>
    private T Sum<T>(Func<T> nothing, Look<T> look, Action<T, T> add)
    {
        var sum = nothing();
        foreach (var part in parts)
        {
            add(sum, PictureRows.Sum(part.Width, part.Height, nothing, (found, y) => LookAt(part, found, y, look), add));
        }

        return sum;
    }

    /// <summary>The sums of numbers over all colours.</summary>
    public double[] Sum(int length, Look<double[]> look) =>
        Sum(() => new double[length], look, (sum, other) => TensorPrimitives.Add(sum, other, sum));

    /// <summary>The least and the most of each axis, of all colours that count for something; infinities where none does.</summary>
    public (Vector3 Least, Vector3 Most) Range()
    {
        var range = Sum(
            () => new[] { new Vector3(float.PositiveInfinity), new Vector3(float.NegativeInfinity) },
            (range, row, weights) =>
            {
                for (var n = 0; n < row.Length; n++)
                {
                    if (weights[n] > 0)
                    {
                        (range[0], range[1]) = (Vector3.Min(range[0], row[n]), Vector3.Max(range[1], row[n]));
                    }
                }
            },
            (range, other) => (range[0], range[1]) = (Vector3.Min(range[0], other[0]), Vector3.Max(range[1], other[1])));
        return (range[0], range[1]);
    }

    private static void LookAt<T>(Part part, T sum, int y, Look<T> look)
    {
        var (colours, weights) = (ArrayPool<Vector3>.Shared.Rent(part.Width), ArrayPool<double>.Shared.Rent(part.Width));
        part.Row(y, colours.AsSpan(0, part.Width), weights.AsSpan(0, part.Width));
        look(sum, colours.AsSpan(0, part.Width), weights.AsSpan(0, part.Width));
        ArrayPool<Vector3>.Shared.Return(colours);
        ArrayPool<double>.Shared.Return(weights);
    }

    private static Part PartOf(Picture picture, double weight) => new(picture.Width, picture.Height, (y, colours, weights) =>
    {
        var pixels = picture.Pixels.AsSpan(3 * y * picture.Width, 3 * picture.Width);
        for (var i = 0; i < colours.Length; i++)
        {
            colours[i] = OkLab.FromSrgb(pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]);
            weights[i] = weight * (picture.Alpha?[(y * picture.Width) + i] ?? 1);
        }
    });

    private static double Opacity(Picture picture) => picture.Alpha is not { } alpha
        ? (double)picture.Width * picture.Height
        : PictureRows.Sum(
            picture.Width,
            picture.Height,
            () => new double[1],
            (sum, y) =>
            {
                foreach (var value in alpha.AsSpan(y * picture.Width, picture.Width))
                {
                    sum[0] += value;
                }
            },
            (sum, other) => sum[0] += other[0])[0];

    /// <summary>One picture's colours.</summary>
    public sealed record Part(int Width, int Height, RowSource Row);
}
