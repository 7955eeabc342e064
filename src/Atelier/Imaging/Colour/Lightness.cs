using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>Takes lightness and colour of pictures apart, and puts them together again.</summary>
internal static class Lightness
{
    // A colour whose lightness hardly changes is hardly drawn in, and stays what it is where nothing was painted.
    private const float FullChange = 0.02f;

    /// <summary>The greys of the same lightness.</summary>
    public static Picture Grey(Picture picture) =>
        Gamut.ToPicture(Array.ConvertAll(OkLab.Of(picture), c => new Vector3(c.X, 0, 0)), picture);

    /// <summary>The lightness of one picture with hue and chroma of another of the same size, as far as sRGB has them at that lightness.</summary>
    public static Picture WithColours(Picture lightness, Picture colours)
    {
        var (light, result) = (OkLab.Of(lightness), OkLab.Of(colours));
        Parallel.For(0, result.Length, i =>
        {
            var change = Math.Abs(light[i].X - result[i].X) / FullChange;
            result[i].X = light[i].X;
            result[i] = Vector3.Lerp(result[i], Gamut.DrawIn(result[i]), Math.Min(change, 1));
        });

        return Gamut.ToPicture(result, lightness);
    }
}
