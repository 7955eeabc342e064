using System.Numerics;

namespace Atelier.Imaging.Colour;

/// <summary>Gives a picture the colours of another, and keeps its forms.</summary>
internal static class ColorTransfer
{
    /// <summary>The picture with the other's colours.</summary>
    /// <param name="picture">The picture to change.</param>
    /// <param name="palette">The picture whose colours it gets.</param>
    /// <param name="method">What of them is matched.</param>
    public static Picture Match(Picture picture, Picture palette, ColorMatch method)
    {
        var (colours, wanted) = (OkLab.Of(picture), OkLab.Of(palette));
        var affine = new AffineMatch(ColorMoments.Of(colours, default), ColorMoments.Of(wanted, default));
        for (var i = 0; i < colours.Length; i++)
        {
            colours[i] = affine.Apply(colours[i]);
        }

        if (method == ColorMatch.Histogram)
        {
            // After the affine map, so that correlated axes, which three curves cannot turn, already lie as wanted.
            MatchHistogram(colours, wanted, axis: 0);
            MatchHistogram(colours, wanted, axis: 1);
            MatchHistogram(colours, wanted, axis: 2);
        }

        Gamut.FitLightness(colours);
        return Gamut.ToPicture(colours, picture);
    }

    private static void MatchHistogram(Vector3[] colours, Vector3[] wanted, int axis)
    {
        var values = Array.ConvertAll(colours, c => c[axis]);
        var curve = new HistogramMatch(values, default, Array.ConvertAll(wanted, c => c[axis]), default);
        for (var i = 0; i < colours.Length; i++)
        {
            colours[i][axis] = curve.Apply(values[i]);
        }
    }
}
