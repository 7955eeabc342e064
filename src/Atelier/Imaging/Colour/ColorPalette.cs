using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>Colours that a picture can be given, each counting for something, as if the pictures they come from hung side by side.</summary>
/// <param name="Colors">The colours.</param>
/// <param name="Weights">What each counts; empty where all count the same.</param>
internal sealed record ColorPalette(Vector3[] Colors, float[] Weights)
{
    /// <summary>The colours of one picture; what is transparent does not count.</summary>
    public static ColorPalette Of(Picture picture) => new(OkLab.Of(picture), picture.Alpha ?? []);

    /// <summary>The colours of several pictures, each with its share, whatever its size.</summary>
    public static ColorPalette Of(IReadOnlyList<(Picture Picture, double Share)> pictures)
    {
        if (pictures is [var (only, _)])
        {
            return Of(only);
        }

        var used = pictures.Where(p => p.Share > 0).ToList();
        return new ColorPalette([.. used.SelectMany(p => OkLab.Of(p.Picture))], [.. used.SelectMany(Counts)]);

        static IEnumerable<float> Counts((Picture Picture, double Share) one)
        {
            var (picture, share) = one;
            var total = picture.Alpha?.Sum(a => (double)a) ?? ((double)picture.Width * picture.Height);
            return Enumerable.Range(0, picture.Width * picture.Height).Select(i => (float)(share * (picture.Alpha?[i] ?? 1) / total));
        }
    }
}
