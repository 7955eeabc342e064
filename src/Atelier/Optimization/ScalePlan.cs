using Atelier.Imaging;

namespace Atelier.Optimization;

/// <summary>A size at which the picture is painted.</summary>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height in pixels.</param>
/// <param name="Steps">How many steps are done at it.</param>
/// <param name="IsDraft">Whether the network's quick stand-in does them.</param>
internal readonly record struct Scale(int Width, int Height, int Steps, bool IsDraft = false)
{
    /// <summary>The longer of width and height.</summary>
    public int LongestSide => Math.Max(Width, Height);
}

/// <summary>The sizes at which a picture is painted, coarse to fine (Gatys et al. 2017, section 6).</summary>
internal static class ScalePlan
{
    // Below it VGG-19 has nothing left to look at; above it the first picture would no longer be cheap.
    private const double Coarsest = 128;

    // What is painted below it is painted over later; from here on the network itself ends every scale, so that a large
    // picture begins with exactly what a smaller one is.
    private const int FinestOfDraftAlone = 511;

    /// <summary>The scales of a picture whose finest is <paramref name="width"/> × <paramref name="height"/>.</summary>
    /// <param name="width">The result's width in pixels.</param>
    /// <param name="height">The result's height in pixels.</param>
    /// <param name="options">The number of scales, their factor, and the steps.</param>
    /// <param name="isDrafted">Whether the network has a quick stand-in for the first steps; a scale that both work at is there twice.</param>
    public static IReadOnlyList<Scale> For(int width, int height, StylizeOptions options, bool isDrafted = false)
    {
        var longest = Math.Max(width, height);
        var sides = options.Scales is { } count ? Fixed(longest, count, options.ScaleFactor) : Automatic(longest, options.ScaleFactor);

        // A panorama is too narrow for the network at the coarse scales, so it starts at a finer one.
        sides.RemoveAll(side => side != longest && PictureResizer.SizeFor(width, height, side) is var (w, h) && Math.Min(w, h) < PictureSize.Minimum);
        var scales = sides.Select((side, i) =>
        {
            var (w, h) = PictureResizer.SizeFor(width, height, side);
            return new Scale(w, h, options.Steps.For(i, sides.Count));
        });
        return isDrafted ? [.. scales.SelectMany(scale => Drafted(scale, isLast: scale.LongestSide == longest))] : [.. scales];
    }

    // Half the steps of the stand-in, at a quarter of the price, leave two thirds to the network.
    private static IEnumerable<Scale> Drafted(Scale scale, bool isLast) => isLast || scale.LongestSide > FinestOfDraftAlone
        ? [scale with { Steps = (scale.Steps + 1) / 2, IsDraft = true }, scale with { Steps = ((2 * scale.Steps) + 2) / 3 }]
        : [scale with { IsDraft = true }];

    // Counted from the coarsest, so that the scales of a large picture begin with those of a small one.
    private static List<int> Automatic(int longest, double factor)
    {
        var sides = new List<int>();
        for (var side = Coarsest; side * Math.Sqrt(factor) < longest; side *= factor)
        {
            sides.Add((int)Math.Round(side));
        }

        return [.. sides, longest];
    }

    private static List<int> Fixed(int longest, int count, double factor) =>
        [.. Enumerable.Range(0, count).Select(i => (int)Math.Round(longest / Math.Pow(factor, count - 1 - i)))];
}
