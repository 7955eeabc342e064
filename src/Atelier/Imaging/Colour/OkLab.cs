using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>
/// The perceptual colour space OKLab (Ottosson 2020): X is lightness from 0, black, to 1, white; Y runs from green to red and Z
/// from blue to yellow, both 0 for greys. It has values outside sRGB too.
/// </summary>
internal static class OkLab
{
    /// <summary>The colour of an sRGB-encoded pixel.</summary>
    public static Vector3 FromSrgb(float red, float green, float blue)
    {
        var (r, g, b) = (Decode(red), Decode(green), Decode(blue));
        var l = MathF.Cbrt((0.4122214708f * r) + (0.5363325363f * g) + (0.0514459929f * b));
        var m = MathF.Cbrt((0.2119034982f * r) + (0.6806995451f * g) + (0.1073969566f * b));
        var s = MathF.Cbrt((0.0883024619f * r) + (0.2817188376f * g) + (0.6299787005f * b));
        return new Vector3(
            (0.2104542553f * l) + (0.7936177850f * m) - (0.0040720468f * s),
            (1.9779984951f * l) - (2.4285922050f * m) + (0.4505937099f * s),
            (0.0259040371f * l) + (0.7827717662f * m) - (0.8086757660f * s));
    }

    /// <summary>The sRGB-encoded red, green and blue of a colour; outside 0 to 1 where sRGB does not have it.</summary>
    public static Vector3 ToSrgb(Vector3 lab)
    {
        var linear = ToLinear(lab);
        return new Vector3(Encode(linear.X), Encode(linear.Y), Encode(linear.Z));
    }

    /// <summary>The linear red, green and blue of a colour.</summary>
    public static Vector3 ToLinear(Vector3 lab)
    {
        var l = Cube(lab.X + (0.3963377774f * lab.Y) + (0.2158037573f * lab.Z));
        var m = Cube(lab.X - (0.1055613458f * lab.Y) - (0.0638541728f * lab.Z));
        var s = Cube(lab.X - (0.0894841775f * lab.Y) - (1.2914855480f * lab.Z));
        return new Vector3(
            (4.0767416621f * l) - (3.3077115913f * m) + (0.2309699292f * s),
            (-1.2684380046f * l) + (2.6097574011f * m) - (0.3413193965f * s),
            (-0.0041960863f * l) - (0.7034186147f * m) + (1.7076147010f * s));
    }

    /// <summary>The colour of a pixel, by its index row by row.</summary>
    public static Vector3 At(Picture picture, int index)
    {
        var pixel = picture.Pixels.AsSpan(3 * index, 3);
        return FromSrgb(pixel[0], pixel[1], pixel[2]);
    }

    // The transfer function of sRGB (IEC 61966-2-1), continued to negative values by symmetry.
    private static float Decode(float value)
    {
        var size = MathF.Abs(value);
        return MathF.CopySign(size <= 0.04045f ? size / 12.92f : MathF.Pow((size + 0.055f) / 1.055f, 2.4f), value);
    }

    private static float Encode(float value)
    {
        var size = MathF.Abs(value);
        return MathF.CopySign(size <= 0.0031308f ? size * 12.92f : (1.055f * MathF.Pow(size, 1 / 2.4f)) - 0.055f, value);
    }

    private static float Cube(float value) => value * value * value;
}
