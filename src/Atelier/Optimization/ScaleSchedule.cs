using Atelier.Imaging;
using Atelier.Losses;

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

    // Below, a stroke is smaller than what is compared, and forms follow those of the painting. Above, the search costs too much: it grows with the
    // square of the pixels. Those scales begin with the strokes of this one, and Gram matrices refine them.
    private const int CoarsestOfStrokes = 256;
    private const int FinestOfStrokes = 1024;

    /// <summary>The options that hold at the scale: strokes are compared from 256 to 1024 pixels, where nothing else of the style is, below too.</summary>
    public StylizeOptions OptionsOf(StylizeOptions options) => LongestSide switch
    {
        > FinestOfStrokes when options.StyleLoss == StyleLossKind.Neighbours => options with { StrokeWeight = 0, StyleLoss = StyleLossKind.Gram },
        > FinestOfStrokes => options with { StrokeWeight = 0 },
        < CoarsestOfStrokes when options.StyleLoss != StyleLossKind.Neighbours => options with { StrokeWeight = 0 },
        _ => options,
    };
}

/// <summary>The sizes at which a picture is painted, coarse to fine (Gatys et al. 2017, section 6).</summary>
internal static class ScaleSchedule
{
    // Below it VGG-19 has nothing left to look at; above it the first picture would no longer be cheap.
    private const double Coarsest = 128;

    // What is painted below it is painted over later; from here on the network itself ends every scale, so that a large
    // picture begins with exactly what a smaller one is.
    private const int FinestOfDraftAlone = 511;

    /// <summary>The scales of a run.</summary>
    /// <param name="width">The content picture's own width in pixels, which with its height gives the shape.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="options">The size of the result, the number of scales, their factor, and the steps.</param>
    /// <param name="isDrafted">Whether the network has a quick stand-in for the first steps; a scale that both work at is there twice.</param>
    /// <param name="done">The longest side in pixels up to which there is a painting already.</param>
    public static IReadOnlyList<Scale> For(int width, int height, StylizeOptions options, bool isDrafted = false, int done = 0)
    {
        var sides = options.Scales is { } count ? Fixed(options, count) : Automatic(options);

        sides.RemoveAll(s => s.Side <= done);

        // A panorama is too narrow for the network at the coarse scales, so it starts at a finer one.
        sides.RemoveAll(s => s.Side != options.Size && SizeFor(s.Side) is var (w, h) && Math.Min(w, h) < PictureSize.Minimum);
        var scales = sides.Select(s => SizeFor(s.Side) is var (w, h) ? new Scale(w, h, s.Steps) : default);
        return isDrafted ? [.. scales.SelectMany(scale => Drafted(scale, isLast: scale.LongestSide == options.Size))] : [.. scales];

        (int Width, int Height) SizeFor(int side) => PictureResizer.SizeFor(width, height, side);
    }

    // Half the steps of the stand-in, at a quarter of the price, leave two thirds to the network.
    private static IEnumerable<Scale> Drafted(Scale scale, bool isLast) => isLast || scale.LongestSide > FinestOfDraftAlone
        ? [scale with { Steps = (scale.Steps + 1) / 2, IsDraft = true }, scale with { Steps = ((2 * scale.Steps) + 2) / 3 }]
        : [scale with { IsDraft = true }];

    // Counted from the coarsest, so that the scales of a large picture begin with exactly those of a small one. A size between two
    // of them has a scale of its own after the last, with steps in proportion to how far it is on the way to the next.
    private static List<(int Side, int Steps)> Automatic(StylizeOptions options)
    {
        var sides = new List<(int Side, int Steps)>();
        var side = Coarsest;
        for (; Math.Round(side) <= options.Size; side *= options.ScaleFactor)
        {
            sides.Add(((int)Math.Round(side), options.Steps.For(sides.Count)));
        }

        if (sides.Count == 0)
        {
            sides.Add((options.Size, options.Steps.For(0)));
        }
        else if (sides[^1].Side != options.Size)
        {
            var way = Math.Log(options.Size * options.ScaleFactor / side) / Math.Log(options.ScaleFactor);
            sides.Add((options.Size, (int)Math.Ceiling(options.Steps.For(sides.Count) * way)));
        }

        return sides;
    }

    private static List<(int Side, int Steps)> Fixed(StylizeOptions options, int count) =>
        [.. Enumerable.Range(0, count).Select(i => ((int)Math.Round(options.Size / Math.Pow(options.ScaleFactor, count - 1 - i)), options.Steps.For(i)))];
}
