using Atelier.Imaging.Storage;

namespace Atelier.Imaging.Guards;

/// <summary>
/// Finds ringing and frames: a strip along the edge that is rougher, lighter or darker than the strip next to it, on at least two
/// sides, and more so than in the photograph.
/// </summary>
internal static class BorderGuard
{
    private const int Sides = 4;
    private const int LeastSides = 2;

    // Roughness is a mean difference of neighbours, brightness 0 to 1.
    private const double RoughnessRatio = 2;
    private const double LeastRoughness = 0.03;
    private const double BrightnessStep = 0.12;

    /// <summary>The fault in a sentence, or null.</summary>
    /// <param name="picture">The finished picture.</param>
    /// <param name="content">The photograph in the same size.</param>
    public static Message? Check(Picture picture, Picture content)
    {
        var shorter = Math.Min(picture.Width, picture.Height);
        var depth = Math.Clamp(shorter / 64, 2, 8);
        if (shorter < 16 * depth)
        {
            return null; // no inside to compare with
        }

        var (own, photograph) = (new Luma(picture), new Luma(content));
        var sides = Enumerable.Range(0, Sides).Select(s => (Own: Side(own, s, depth), Photograph: Side(photograph, s, depth))).ToArray();
        var rough = sides.Count(s => s.Own.Roughness > LeastRoughness && s.Own.Ratio > RoughnessRatio * Math.Max(1, s.Photograph.Ratio));
        var framed = sides.Count(s => Math.Abs(s.Own.Step) > BrightnessStep && Math.Abs(s.Own.Step - s.Photograph.Step) > BrightnessStep);
        return Math.Max(rough, framed) < LeastSides
            ? null
            : new Message(
                MessageCodes.GuardBorder,
                $"Border: the outer {depth} pixels are {(rough >= framed ? "rougher" : "lighter or darker")} than what lies next to them on {Math.Max(rough, framed)} sides; {new OptionName("padding")} replicate keeps borders calm, or crop them.");
    }

    private static Strip Side(Luma luma, int side, int depth)
    {
        var (edge, edgeRoughness) = Band(luma, side, 0, depth);
        var (inside, insideRoughness) = Band(luma, side, 2 * depth, 6 * depth);
        return new Strip(edgeRoughness, edgeRoughness / Math.Max(insideRoughness, 1e-3), edge - inside);
    }

    // Mean brightness, and mean difference to the neighbours along and across, of the lines from one depth to another.
    private static (double Mean, double Roughness) Band(Luma luma, int side, int from, int to)
    {
        var isRow = side < 2;
        var length = isRow ? luma.Width : luma.Height;
        double sum = 0, differences = 0;
        for (var depth = from; depth < to; depth++)
        {
            // Corners belong to two sides, and are left out of both.
            for (var i = to; i < length - to; i++)
            {
                var value = At(depth, i);
                sum += value;
                differences += Math.Abs(value - At(depth, i + 1)) + Math.Abs(value - At(depth + 1, i));
            }

            TemporaryMappedFile.EvictPages();
        }

        var count = (double)(to - from) * (length - (2 * to));
        return (sum / count, differences / (2 * count));

        float At(int depth, int i)
        {
            var line = side % 2 == 0 ? depth : (isRow ? luma.Height : luma.Width) - 1 - depth;
            return isRow ? luma[i, line] : luma[line, i];
        }
    }

    private readonly record struct Strip(double Roughness, double Ratio, double Step);
}
