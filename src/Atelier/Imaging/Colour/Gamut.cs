using System.Numerics;
using Atelier.Imaging.Storage;

namespace Atelier.Imaging.Colour;

/// <summary>
/// Brings colours into sRGB. Cutting off red, green and blue would shift hues and leave flat patches; here lightness and hue
/// stay, and chroma alone is drawn in. It begins a little before the limit, so that differences in chroma beyond it stay
/// differences, and nothing changes abruptly.
/// </summary>
internal static class Gamut
{
    /// <summary>The share of the greatest chroma up to which nothing changes. A colour at the limit loses an invisible 5 %.</summary>
    public const float Knee = 0.9f;

    // Lightness that leaves 0 to 1 is drawn in beyond these.
    private const float Dark = 0.2f;
    private const float Light = 0.8f;

    // sRGB has no chroma of 0.33.
    private const float BeyondAnyChroma = 0.5f;

    // Shares of the grey of the same lightness, linear: a step or two of eight bits at most. The blues of sRGB curve inwards by as much
    // on their way to grey, and would be cut short there.
    private const float Tolerance = 0.008f;

    /// <summary>The nearest colour that sRGB has: of the same lightness and hue, with a chroma drawn in smoothly.</summary>
    public static Vector3 DrawIn(Vector3 lab)
    {
        var lightness = Math.Clamp(lab.X, 0, 1);
        var chroma = MathF.Sqrt((lab.Y * lab.Y) + (lab.Z * lab.Z));
        if (chroma < 1e-6f || lightness is 0 or 1)
        {
            return new Vector3(lightness, 0, 0);
        }

        var hue = new Vector2(lab.Y, lab.Z) / chroma;
        if (Has(lightness, hue, chroma / Knee))
        {
            return lab with { X = lightness };
        }

        // x → k + (1 − k)·t/(1 + t), t = (x − k)/(1 − k), for shares x of the greatest chroma: slope 1 at the knee, 1 far away.
        var greatest = GreatestChroma(lightness, hue);
        var t = (chroma - (Knee * greatest)) / ((1 - Knee) * Math.Max(greatest, 1e-6f));
        var drawnIn = t <= 0 ? chroma : greatest * (Knee + ((1 - Knee) * t / (1 + t)));
        return new Vector3(lightness, hue.X * drawnIn, hue.Y * drawnIn);
    }

    /// <summary>
    /// A curve that brings lightnesses outside 0 to 1 into that range. It bends only near its ends, and just as much as the farthest
    /// lightness needs; where none is outside, nothing changes.
    /// </summary>
    /// <param name="colours">The colours; those that count for nothing bend no curve.</param>
    public static Func<Vector3, Vector3> FitLightness(WeightedColors colours)
    {
        var range = colours.Range();
        var (least, most) = (Math.Min(0, range.Least.X), Math.Max(1, range.Most.X));
        return least >= 0 && most <= 1 ? colour => colour : colour => colour with
        {
            X = colour.X > Light ? Light + Shoulder(colour.X - Light, most - Light, 1 - Light)
                : colour.X < Dark ? Dark - Shoulder(Dark - colour.X, Dark - least, Dark)
                : colour.X,
        };
    }

    /// <summary>Makes a picture of colours.</summary>
    /// <param name="like">The picture whose size, metadata and alpha it has.</param>
    /// <param name="colour">The colour of each pixel, by its index row by row, in sRGB or nearly so.</param>
    public static Picture ToPicture(Picture like, Func<int, Vector3> colour)
    {
        var pixels = PixelValues.Empty(like.Width, like.Height, channels: 3);
        PictureRows.Each(like.Width, like.Height, y =>
        {
            var row = pixels.AsSpan(3 * y * like.Width, 3 * like.Width);
            for (var x = 0; x < like.Width; x++)
            {
                var rgb = Vector3.Clamp(OkLab.ToSrgb(colour((y * like.Width) + x)), Vector3.Zero, Vector3.One);
                (row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]) = (rgb.X, rgb.Y, rgb.Z);
            }
        });
        return new Picture(like.Width, like.Height, pixels, like.Metadata, like.Alpha);
    }

    // 0 → 0 with slope 1, from → to: x / (1 + x·(1/to − 1/from)).
    private static float Shoulder(float x, float from, float to) => x / (1 + (x * ((1 / to) - (1 / from))));

    private static float GreatestChroma(float lightness, Vector2 hue)
    {
        var (inside, outside) = (0f, BeyondAnyChroma);
        for (var i = 0; i < 20; i++)
        {
            var middle = (inside + outside) / 2;
            (inside, outside) = Has(lightness, hue, middle) ? (middle, outside) : (inside, middle);
        }

        return inside;
    }

    private static bool Has(float lightness, Vector2 hue, float chroma)
    {
        var rgb = OkLab.ToLinear(new Vector3(lightness, hue.X * chroma, hue.Y * chroma));
        var tolerance = Tolerance * lightness * lightness * lightness;
        return Math.Min(rgb.X, Math.Min(rgb.Y, rgb.Z)) >= -tolerance && Math.Max(rgb.X, Math.Max(rgb.Y, rgb.Z)) <= 1 + tolerance;
    }
}
