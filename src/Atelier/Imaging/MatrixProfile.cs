using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Atelier.Imaging;

/// <summary>
/// The ICC profile of colours that a file describes in numbers: the chromaticities of its primaries and of white, and the curve that
/// encoded its values (ICC.1:2022, 8.3.3 and 8.4.3).
/// </summary>
internal static class MatrixProfile
{
    private static readonly Vector3 D50 = new(0.9642f, 1, 0.8249f);

    // The matrix of Bradford, for cones of the eye. Vectors are rows here, so that each column is one kind of cone.
    private static readonly Matrix4x4 Cones = Rows(
        new(0.8951f, -0.7502f, 0.0389f), new(0.2664f, 1.7135f, -0.0685f), new(-0.1614f, 0.0367f, 1.0296f));

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
        var (white, primaries) = (Colour(0) / (float)chromaticities[1], Rows(Colour(1), Colour(2), Colour(3)));
        if (chromaticities.Any(c => c is < 0 or > 1)
            || chromaticities[1] <= 0
            || Math.Abs(primaries.GetDeterminant()) < 1e-6f
            || !Matrix4x4.Invert(primaries, out var inverse))
        {
            return null;
        }

        // All three together at full strength are white, and white is D50 for the profile.
        var adaptation = Vector3.Transform(D50, Cones) / Vector3.Transform(white, Cones);
        Matrix4x4.Invert(Cones, out var fromCones);
        var strengths = Vector3.Transform(white, inverse);
        var adapted = Matrix4x4.CreateScale(strengths) * primaries * Cones * Matrix4x4.CreateScale(adaptation) * fromCones;
        var tone = Tag("para", [(curve.Length == 1 ? 0 : 3) << 16, .. curve.Select(Fixed)]);
        List<(string Name, byte[] Content)> tags = [("wtpt", Xyz(D50))];
        if (isGrey)
        {
            tags.Add(("kTRC", tone));
        }
        else
        {
            tags.AddRange("rgb".Select((c, i) => ($"{c}XYZ", Xyz(new(adapted[i, 0], adapted[i, 1], adapted[i, 2])))));
            tags.AddRange("rgb".Select(c => ($"{c}TRC", tone)));
        }

        return File(isGrey ? "GRAY" : "RGB ", tags);

        Vector3 Colour(int i)
        {
            var (x, y) = (chromaticities[2 * i], chromaticities[(2 * i) + 1]);
            return new((float)x, (float)y, (float)(1 - x - y));
        }
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

    private static byte[] Xyz(Vector3 colour) => Tag("XYZ ", [Fixed(colour.X), Fixed(colour.Y), Fixed(colour.Z)]);

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

    private static Matrix4x4 Rows(Vector3 a, Vector3 b, Vector3 c) => new(a.X, a.Y, a.Z, 0, b.X, b.Y, b.Z, 0, c.X, c.Y, c.Z, 0, 0, 0, 0, 1);
}
