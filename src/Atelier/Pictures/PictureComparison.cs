using Atelier.Imaging;
using Atelier.Imaging.Storage;

namespace Atelier;

/// <summary>Whether two pictures show the same.</summary>
internal static class PictureComparison
{
    // A step of 8 bits, on average: what storing a picture once more as a JPEG changes, or reading it at another size.
    private const double MostDifference = 1.0 / 255;

    // Enough to tell two pictures apart, and soon done for pictures of any size.
    private const int ComparedSide = 256;

    /// <summary>Whether they do, reduced to a small size.</summary>
    public static bool AreAlike(Picture a, Picture b)
    {
        if (ReferenceEquals(a, b))
        {
            return true;
        }

        var (width, height) = PictureResizer.SizeFor(a.Width, a.Height, Math.Min(ComparedSide, Math.Min(a.LongestSide, b.LongestSide)));
        if (PictureResizer.SizeFor(b.Width, b.Height, Math.Max(width, height)) != (width, height) || (a.Alpha is null) != (b.Alpha is null))
        {
            return false;
        }

        var (one, other) = (PictureResizer.Resize(a, width, height), PictureResizer.Resize(b, width, height));
        var areAlike = AreAlike(one.Pixels, other.Pixels) && (one.Alpha is null || AreAlike(one.Alpha, other.Alpha!));
        one.Release(a, b);
        other.Release(a, b);
        return areAlike;
    }

    private static bool AreAlike(PixelValues a, PixelValues b)
    {
        var first = a.Span;
        var second = b.Span;
        var difference = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            difference += Math.Abs(first[i] - second[i]);
        }

        return difference <= MostDifference * first.Length;
    }
}
