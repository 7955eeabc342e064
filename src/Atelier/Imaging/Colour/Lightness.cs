using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>Takes lightness and colour of pictures apart, and puts them together again.</summary>
internal static class Lightness
{
    /// <summary>The greys of the same lightness.</summary>
    public static Picture Grey(Picture picture) =>
        Gamut.ToPicture(Array.ConvertAll(OkLab.Of(picture), c => new Vector3(c.X, 0, 0)), picture);

    /// <summary>The lightness of one picture with hue and chroma of another of the same size, as far as sRGB has them at that lightness.</summary>
    public static Picture WithColours(Picture lightness, Picture colours)
    {
        var (light, result) = (OkLab.Of(lightness), OkLab.Of(colours));
        for (var i = 0; i < result.Length; i++)
        {
            result[i].X = light[i].X;
        }

        return Gamut.ToPicture(result, lightness);
    }
}
