namespace Atelier.Imaging.Colour;

/// <summary>Gives a picture the colours of another, and keeps its forms. What is transparent does not count, in either.</summary>
internal static class ColorTransfer
{
    /// <summary>The picture with the other's colours.</summary>
    /// <param name="picture">The picture to change.</param>
    /// <param name="palette">The picture whose colours it gets.</param>
    /// <param name="method">What of them is matched.</param>
    public static Picture Match(Picture picture, Picture palette, ColorMatch method) => Match(picture, ColorPalette.Of(palette), method);

    /// <summary>The picture with the colours of a palette.</summary>
    public static Picture Match(Picture picture, ColorPalette palette, ColorMatch method)
    {
        var colours = OkLab.Of(picture);
        var affine = new AffineMatch(ColorMoments.Of(colours, picture.Alpha), ColorMoments.Of(palette.Colors, palette.Weights));
        for (var i = 0; i < colours.Length; i++)
        {
            colours[i] = affine.Apply(colours[i]);
        }

        if (method == ColorMatch.Histogram)
        {
            // After the affine map, so that correlated axes, which three curves cannot turn, already lie as wanted.
            MatchHistogram(axis: 0);
            MatchHistogram(axis: 1);
            MatchHistogram(axis: 2);
        }

        Gamut.FitLightness(colours, picture.Alpha);
        Parallel.For(0, picture.Height, y =>
        {
            foreach (ref var colour in colours.AsSpan(y * picture.Width, picture.Width))
            {
                colour = Gamut.DrawIn(colour);
            }
        });
        return Gamut.ToPicture(colours, picture);

        void MatchHistogram(int axis)
        {
            var values = Array.ConvertAll(colours, c => c[axis]);
            var curve = new HistogramMatch(values, picture.Alpha, Array.ConvertAll(palette.Colors, c => c[axis]), palette.Weights);
            for (var i = 0; i < colours.Length; i++)
            {
                colours[i][axis] = curve.Apply(values[i]);
            }
        }
    }
}
