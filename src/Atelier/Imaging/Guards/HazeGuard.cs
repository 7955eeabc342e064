
namespace Atelier.Imaging.Guards;

/// <summary>Finds haze: blacks that are grey, or contrast that is gone, against both inputs.</summary>
internal static class HazeGuard
{
    // The darkest and lightest hundredth: single pixels say nothing.
    private const double Dark = 0.01;
    private const double Light = 0.99;

    // A loss of a quarter of the contrast is visible to everyone; an eighth above the lighter black is dark grey.
    private const double LeastContrast = 0.75;
    private const double MostRaised = 0.125;

    /// <summary>The fault in a sentence, or null.</summary>
    public static Message? Check(Picture picture, IReadOnlyList<Picture> inputs)
    {
        var (black, white) = Range(picture);
        var ranges = inputs.Select(Range).ToArray();
        var (leastContrast, greyestBlack) = (ranges.Min(r => r.White - r.Black), ranges.Max(r => r.Black));
        var isFlat = white - black < LeastContrast * leastContrast;
        return isFlat || black > greyestBlack + MostRaised
            ? new Message(
                MessageCodes.GuardHaze,
                $"Haze: brightness goes from {black:0.00} to {white:0.00}, in the inputs at least from {greyestBlack:0.00} over a range of {leastContrast:0.00}; a lower {new OptionName("tv-weight")}, a higher {new OptionName("content-weight")} or more {new OptionName("steps")} bring contrast back.")
            : null;
    }

    private static (double Black, double White) Range(Picture picture)
    {
        var luma = new Luma(picture);
        return (luma.Quantile(Dark), luma.Quantile(Light));
    }
}
