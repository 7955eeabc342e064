using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>Gives a picture the colours of another, and leaves its shapes. Transparent pixels of both do not count.</summary>
internal static class ColorTransfer
{
    /// <summary>The picture with the other's colours.</summary>
    public static Picture Match(Picture picture, Picture palette, ColorMatch method) => Match(picture, WeightedColors.Of(palette), method);

    /// <summary>The picture with the colours of a palette.</summary>
    public static Picture Match(Picture picture, WeightedColors palette, ColorMatch method)
    {
        var colours = WeightedColors.Of(picture);
        var wanted = ColorMoments.Of(palette);
        var affine = new AffineMatch(ColorMoments.Of(colours), wanted);
        Func<Vector3, Vector3> change = affine.Apply;
        if (method == ColorMatch.Histogram)
        {
            // After the affine map, so that correlated axes, which three curves cannot turn, already lie as wanted.
            var moved = colours.Changed(affine.Apply);
            var curves = HistogramMatch.OfAxes(moved, palette);

            // Curves would spread an axis that hardly varies over a whole histogram. The affine map does not, so the result has its contrast.
            var mean = new Vector3((float)wanted.Mean[0], (float)wanted.Mean[1], (float)wanted.Mean[2]);
            var contrast = Contrast(ColorMoments.Of(moved), wanted);
            change = colour => affine.Apply(colour) is var mapped
                ? mean + (contrast * (new Vector3(curves[0].Apply(mapped.X), curves[1].Apply(mapped.Y), curves[2].Apply(mapped.Z)) - mean))
                : default;
        }

        var fit = Gamut.FitLightness(colours.Changed(change));
        return Gamut.ToPicture(picture, i => Gamut.DrawIn(fit(change(OkLab.At(picture, i)))));
    }

    // The deviation of each axis as a share of the wanted one, at most 1.
    private static Vector3 Contrast(ColorMoments reached, ColorMoments wanted)
    {
        return new Vector3(Of(0), Of(1), Of(2));

        float Of(int axis) => (float)Math.Sqrt(Math.Clamp(reached.Covariance[axis, axis] / Math.Max(wanted.Covariance[axis, axis], 1e-30), 0, 1));
    }
}
