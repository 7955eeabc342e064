using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>Gives a picture the colours of another, and keeps its forms. What is transparent does not count, in either.</summary>
internal static class ColorTransfer
{
    /// <summary>The picture with the other's colours.</summary>
    /// <param name="picture">The picture to change.</param>
    /// <param name="palette">The picture whose colours it gets.</param>
    /// <param name="method">What of them is matched.</param>
    public static Picture Match(Picture picture, Picture palette, ColorMatch method) => Match(picture, WeightedColors.Of(palette), method);

    /// <summary>The picture with the colours of a palette.</summary>
    public static Picture Match(Picture picture, WeightedColors palette, ColorMatch method)
    {
        var colours = WeightedColors.Of(picture);
        var affine = new AffineMatch(ColorMoments.Of(colours), ColorMoments.Of(palette));
        Func<Vector3, Vector3> change = affine.Apply;
        if (method == ColorMatch.Histogram)
        {
            // After the affine map, so that correlated axes, which three curves cannot turn, already lie as wanted.
            var curves = HistogramMatch.OfAxes(colours.Changed(affine.Apply), palette);
            change = colour => affine.Apply(colour) is var moved ? new Vector3(curves[0].Apply(moved.X), curves[1].Apply(moved.Y), curves[2].Apply(moved.Z)) : default;
        }

        var fit = Gamut.FitLightness(colours.Changed(change));
        return Gamut.ToPicture(picture, i => Gamut.DrawIn(fit(change(OkLab.At(picture, i)))));
    }
}
