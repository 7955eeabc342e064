using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>Separates and combines lightness and colour of pictures.</summary>
internal static class Lightness
{
    // A colour whose lightness hardly changes is hardly drawn in, so that unpainted areas do not change.
    private const float FullChange = 0.02f;

    /// <summary>The greys of the same lightness.</summary>
    public static Picture Grey(Picture picture) => Gamut.ToPicture(picture, i => new Vector3(OkLab.At(picture, i).X, 0, 0));

    /// <summary>The lightness of one picture with hue and chroma of another of the same size, as far as sRGB has them at that lightness.</summary>
    public static Picture WithColours(Picture lightness, Picture colours) => Gamut.ToPicture(lightness, i =>
    {
        var (light, colour) = (OkLab.At(lightness, i).X, OkLab.At(colours, i));
        var change = Math.Abs(light - colour.X) / FullChange;
        colour.X = light;
        return Vector3.Lerp(colour, Gamut.DrawIn(colour), Math.Min(change, 1));
    });
}
