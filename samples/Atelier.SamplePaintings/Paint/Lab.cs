using System.Globalization;

namespace Atelier.SamplePaintings.Paint;

/// <summary>
/// A colour in OKLab. Paint is mixed here because halfway between two colours lies the one that the eye expects there.
/// </summary>
/// <param name="L">Lightness, 0 to 1.</param>
/// <param name="A">Green (negative) to red.</param>
/// <param name="B">Blue (negative) to yellow.</param>
internal readonly record struct Lab(float L, float A, float B)
{
    /// <summary>Reads a colour such as <c>1b2a6b</c>.</summary>
    public static Lab FromHex(string hex)
    {
        var value = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return FromLinear(Decode(value >> 16), Decode((value >> 8) & 255), Decode(value & 255));
    }

    /// <summary>The colour on the way from one to another.</summary>
    public static Lab Lerp(Lab from, Lab to, float t) =>
        new(from.L + ((to.L - from.L) * t), from.A + ((to.A - from.A) * t), from.B + ((to.B - from.B) * t));

    /// <summary>How different two colours look.</summary>
    public static float Distance(Lab one, Lab other)
    {
        var (l, a, b) = (one.L - other.L, one.A - other.A, one.B - other.B);
        return MathF.Sqrt((l * l) + (a * a) + (b * b));
    }

    /// <summary>A lighter (or darker), stronger (or greyer) colour whose hue is turned by an angle in radians.</summary>
    public Lab Vary(float lighter, float stronger = 1, float turn = 0)
    {
        var (sin, cos) = MathF.SinCos(turn);
        return new(L + lighter, stronger * ((A * cos) - (B * sin)), stronger * ((A * sin) + (B * cos)));
    }

    /// <summary>The sRGB bytes of the colour, clipped to what a screen shows.</summary>
    public (byte R, byte G, byte B) ToBytes()
    {
        var l = Cube(L + (0.3963377774f * A) + (0.2158037573f * B));
        var m = Cube(L - (0.1055613458f * A) - (0.0638541728f * B));
        var s = Cube(L - (0.0894841775f * A) - (1.2914855480f * B));
        return (
            Encode((4.0767416621f * l) - (3.3077115913f * m) + (0.2309699292f * s)),
            Encode((-1.2684380046f * l) + (2.6097574011f * m) - (0.3413193965f * s)),
            Encode((-0.0041960863f * l) - (0.7034186147f * m) + (1.7076147010f * s)));
    }

    private static Lab FromLinear(float r, float g, float b)
    {
        var l = MathF.Cbrt((0.4122214708f * r) + (0.5363325363f * g) + (0.0514459929f * b));
        var m = MathF.Cbrt((0.2119034982f * r) + (0.6806995451f * g) + (0.1073969566f * b));
        var s = MathF.Cbrt((0.0883024619f * r) + (0.2817188376f * g) + (0.6299787005f * b));
        return new(
            (0.2104542553f * l) + (0.7936177850f * m) - (0.0040720468f * s),
            (1.9779984951f * l) - (2.4285922050f * m) + (0.4505937099f * s),
            (0.0259040371f * l) + (0.7827717662f * m) - (0.8086757660f * s));
    }

    private static float Cube(float value) => value * value * value;

    private static float Decode(int value)
    {
        var encoded = value / 255f;
        return encoded <= 0.04045f ? encoded / 12.92f : MathF.Pow((encoded + 0.055f) / 1.055f, 2.4f);
    }

    private static byte Encode(float linear)
    {
        var value = Math.Clamp(linear, 0, 1);
        var encoded = value <= 0.0031308f ? value * 12.92f : (1.055f * MathF.Pow(value, 1 / 2.4f)) - 0.055f;
        return (byte)((encoded * 255) + 0.5f);
    }
}
