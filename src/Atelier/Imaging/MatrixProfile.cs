using System.Buffers.Binary;
using System.Text;

namespace Atelier.Imaging;

/// <summary>
/// The ICC profile of colours that a file describes in numbers: the chromaticities of its primaries and of white, and the curve by which
/// its values were encoded (ICC.1:2022, 8.3.3 and 8.4.3).
/// </summary>
internal static class MatrixProfile
{
    private static readonly double[] D50 = [0.9642, 1, 0.8249];

    // The matrix of Bradford, for cones of the eye.
    private static readonly double[,] Cones = { { 0.8951, 0.2664, -0.1614 }, { -0.7502, 1.7135, 0.0367 }, { 0.0389, -0.0685, 1.0296 } };

    /// <summary>The curve of sRGB.</summary>
    public static double[] Srgb => [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

    /// <summary>The inverse of the curve of BT.709, which BT.601 and BT.2020 share.</summary>
    public static double[] Bt709 => [1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081];

    /// <summary>A profile.</summary>
    /// <param name="chromaticities">White, red, green and blue, x and y each.</param>
    /// <param name="curve">An exponent, or the five numbers of ICC's parametric curve of type 3.</param>
    /// <param name="isGrey">Whether it is for one channel, whose colours are those of white.</param>
    /// <returns>Null where the chromaticities are those of no colours.</returns>
    public static byte[]? Of(IReadOnlyList<double> chromaticities, double[] curve, bool isGrey)
    {
        var (white, primaries) = (Xyz(chromaticities, 0), new[] { Xyz(chromaticities, 1), Xyz(chromaticities, 2), Xyz(chromaticities, 3) });
        var columns = Matrix((row, column) => primaries[column][row]);
        if (chromaticities.Any(c => c is < 0 or > 1) || chromaticities[1] <= 0 || Inverse(columns) is not { } inverse)
        {
            return null;
        }

        // All three together at full strength are white, and white is D50 for the profile.
        var strengths = Times(inverse, white);
        var adapted = Times(Adaptation(white), Matrix((row, column) => columns[row, column] * strengths[column]));
        var tone = Tag("para", [(curve.Length == 1 ? 0 : 3) << 16, .. curve.Select(Fixed)]);
        List<(string Name, byte[] Content)> tags = [("wtpt", Tag("XYZ ", [.. D50.Select(Fixed)]))];
        if (isGrey)
        {
            tags.Add(("kTRC", tone));
        }
        else
        {
            tags.AddRange("rgb".Select((c, i) => ($"{c}XYZ", Tag("XYZ ", [Fixed(adapted[0, i]), Fixed(adapted[1, i]), Fixed(adapted[2, i])]))));
            tags.AddRange("rgb".Select(c => ($"{c}TRC", tone)));
        }

        return File(isGrey ? "GRAY" : "RGB ", tags);
    }

    private static byte[] File(string colours, List<(string Name, byte[] Content)> tags)
    {
        var start = 128 + 4 + (12 * tags.Count);
        var profile = new byte[start + tags.Sum(t => t.Content.Length)];
        Number(0, profile.Length);
        Number(8, 0x04300000);
        Text(12, $"mntr{colours}XYZ ");
        Text(36, "acsp");
        for (var i = 0; i < 3; i++)
        {
            Number(68 + (4 * i), Fixed(D50[i]));
        }

        Number(128, tags.Count);
        for (var (i, at) = (0, start); i < tags.Count; at += tags[i].Content.Length, i++)
        {
            Text(132 + (12 * i), tags[i].Name);
            Number(136 + (12 * i), at);
            Number(140 + (12 * i), tags[i].Content.Length);
            tags[i].Content.CopyTo(profile, at);
        }

        return profile;

        void Number(int at, int value) => BinaryPrimitives.WriteInt32BigEndian(profile.AsSpan(at), value);
        void Text(int at, string text) => Encoding.ASCII.GetBytes(text, profile.AsSpan(at));
    }

    private static byte[] Tag(string type, IReadOnlyList<int> values)
    {
        var tag = new byte[8 + (4 * values.Count)];
        Encoding.ASCII.GetBytes(type, tag);
        for (var i = 0; i < values.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(tag.AsSpan(8 + (4 * i)), values[i]);
        }

        return tag;
    }

    private static int Fixed(double value) => (int)Math.Round(value * 65536);

    private static double[] Xyz(IReadOnlyList<double> chromaticities, int which) =>
        (chromaticities[2 * which], chromaticities[(2 * which) + 1]) is var (x, y) && which == 0 ? [x / y, 1, (1 - x - y) / y] : [x, y, 1 - x - y];

    private static double[,] Adaptation(double[] white)
    {
        var (from, to) = (Times(Cones, white), Times(Cones, D50));
        return Times(Inverse(Cones)!, Matrix((row, column) => Cones[row, column] * to[row] / from[row]));
    }

    private static double[,] Matrix(Func<int, int, double> value)
    {
        var result = new double[3, 3];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                result[row, column] = value(row, column);
            }
        }

        return result;
    }

    private static double[] Times(double[,] a, double[] b) => [.. Enumerable.Range(0, 3).Select(row => (a[row, 0] * b[0]) + (a[row, 1] * b[1]) + (a[row, 2] * b[2]))];

    private static double[,] Times(double[,] a, double[,] b) =>
        Matrix((row, column) => (a[row, 0] * b[0, column]) + (a[row, 1] * b[1, column]) + (a[row, 2] * b[2, column]));

    private static double[,]? Inverse(double[,] m)
    {
        double Minor(int row, int column) =>
            (m[(row + 1) % 3, (column + 1) % 3] * m[(row + 2) % 3, (column + 2) % 3]) - (m[(row + 1) % 3, (column + 2) % 3] * m[(row + 2) % 3, (column + 1) % 3]);

        var determinant = (m[0, 0] * Minor(0, 0)) + (m[0, 1] * Minor(0, 1)) + (m[0, 2] * Minor(0, 2));
        return Math.Abs(determinant) < 1e-9 ? null : Matrix((row, column) => Minor(column, row) / determinant);
    }
}
