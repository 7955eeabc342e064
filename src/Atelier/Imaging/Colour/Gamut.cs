using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>
/// Brings colours into sRGB. Cutting off red, green and blue would shift hues and leave flat patches; here lightness and hue
/// stay, and chroma alone is drawn in. It begins a little before the limit, so that differences in chroma beyond it stay
/// differences, and nothing changes abruptly.
/// </summary>
internal static class Gamut
{
    /// <summary>The share of the greatest chroma up to which nothing changes. A colour at the limit loses 5 %, which is not seen.</summary>
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
    /// Brings lightnesses that leave 0 to 1 back by a curve that bends only near its ends, and just as much as the farthest
    /// needs; where none leaves the range nothing changes.
    /// </summary>
    /// <param name="colours">The colours; changed in place.</param>
    /// <param name="weights">What each counts: those of 0 bend no curve. Empty where all count.</param>
    public static void FitLightness(Span<Vector3> colours, ReadOnlySpan<float> weights = default)
    {
        var (least, most) = (0f, 1f);
        for (var i = 0; i < colours.Length; i++)
        {
            if (weights.IsEmpty || weights[i] > 0)
            {
                (least, most) = (Math.Min(least, colours[i].X), Math.Max(most, colours[i].X));
            }
        }

        if (least >= 0 && most <= 1)
        {
            return;
        }

        foreach (ref var colour in colours)
        {
            colour.X = colour.X > Light ? Light + Shoulder(colour.X - Light, most - Light, 1 - Light)
                : colour.X < Dark ? Dark - Shoulder(Dark - colour.X, Dark - least, Dark)
                : colour.X;
        }
    }

    /// <summary>A picture of colours.</summary>
    /// <param name="colours">The colours, row by row, each in sRGB or nearly so.</param>
    /// <param name="like">The picture whose size, metadata and alpha it has.</param>
    public static Picture ToPicture(Vector3[] colours, Picture like)
    {
        var pixels = new float[3 * colours.Length];
        Parallel.For(0, like.Height, y =>
        {
            for (var i = y * like.Width; i < (y + 1) * like.Width; i++)
            {
                var rgb = Vector3.Clamp(OkLab.ToSrgb(colours[i]), Vector3.Zero, Vector3.One);
                (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = (rgb.X, rgb.Y, rgb.Z);
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
