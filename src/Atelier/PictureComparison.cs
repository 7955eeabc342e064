using Atelier.Imaging;
using Atelier.Imaging.Storage;

namespace Atelier;

/// <summary>Whether two pictures show the same.</summary>
internal static class PictureComparison
{
    // A step of 8 bits, on average: what storing a picture once more as a JPEG changes, or reading it at another size.
    private const double MostDifference = 1.0 / 255;

    /// <summary>Whether they do, as if both had the size of the smaller one.</summary>
    public static bool AreAlike(Picture a, Picture b)
    {
        if (ReferenceEquals(a.Pixels, b.Pixels))
        {
            return true;
        }

        var (smaller, larger) = a.LongestSide <= b.LongestSide ? (a, b) : (b, a);
        if (PictureResizer.SizeFor(larger.Width, larger.Height, smaller.LongestSide) != (smaller.Width, smaller.Height))
        {
            return false;
        }

        var sized = PictureResizer.Resize(larger, smaller.Width, smaller.Height);
        var difference = PictureRows.Sum(
            smaller.Width,
            smaller.Height,
            () => new double[1],
            (sum, y) =>
            {
                var (start, length) = (3 * y * smaller.Width, 3 * smaller.Width);
                var one = smaller.Pixels.AsSpan(start, length);
                var other = sized.Pixels.AsSpan(start, length);
                for (var i = 0; i < length; i++)
                {
                    sum[0] += Math.Abs(one[i] - other[i]);
                }
            },
            (sum, other) => sum[0] += other[0])[0];
        sized.Release(larger);
        return difference <= MostDifference * smaller.Pixels.Length;
    }
}
