using System.Numerics;
using Atelier.Imaging;
using Atelier.Imaging.Colour;
using CsCheck;

namespace Atelier.Tests.Imaging.Colour;

/// <summary>Random colours and pictures.</summary>
internal static class ColorGens
{
    public static Gen<Vector3> Srgb { get; } = Gen.Select(Gen.Float[0, 1], Gen.Float[0, 1], Gen.Float[0, 1]).Select((r, g, b) => new Vector3(r, g, b));

    /// <summary>Anything near sRGB, mostly outside of it.</summary>
    public static Gen<Vector3> AnyLab { get; } = Gen.Select(Gen.Float[0, 1], Gen.Float[-0.5f, 0.5f], Gen.Float[-0.5f, 0.5f]).Select((l, a, b) => new Vector3(l, a, b));

    /// <summary>Clouds of colours with a spread in every direction, the axes correlated.</summary>
    public static Gen<Vector3[]> Cloud { get; } = Gen.Select(Gen.Int, Gen.Float[0.3f, 0.7f], Gen.Float[0.05f, 0.1f], Gen.Float[-0.8f, 0.8f]).Select((seed, mean, spread, mix) =>
    {
        var random = new Random(seed);
        return Enumerable.Range(0, 500).Select(_ =>
        {
            var (x, y, z) = (Value(), Value(), Value());
            return new Vector3(mean + (spread * x), spread * ((mix * x) + y), spread * ((mix * y) + z));
        }).ToArray();

        float Value() => (2 * random.NextSingle()) - 1;
    });

    public static Vector3 Lab(Vector3 srgb) => OkLab.FromSrgb(srgb.X, srgb.Y, srgb.Z);

    /// <summary>The colours of a picture, row by row.</summary>
    public static Vector3[] Of(Picture picture) => [.. Enumerable.Range(0, picture.Width * picture.Height).Select(i => OkLab.At(picture, i))];

    /// <summary>Colours as if they were a picture of one row.</summary>
    public static WeightedColors Weighted(Vector3[] colours, float[]? weights = null) => new(new WeightedColors.Part(colours.Length, 1, (_, row, counts) =>
    {
        colours.CopyTo(row);
        for (var i = 0; i < colours.Length; i++)
        {
            counts[i] = weights?[i] ?? 1;
        }
    }));

    public static ColorMoments Moments(Vector3[] colours, float[]? weights = null) => ColorMoments.Of(Weighted(colours, weights));

    public static float Chroma(Vector3 lab) => new Vector2(lab.Y, lab.Z).Length();
}
