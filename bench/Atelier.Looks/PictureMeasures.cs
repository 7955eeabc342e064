using System.Numerics;
using Atelier.Imaging;
using Atelier.Imaging.Colour;

namespace Atelier.Looks;

/// <summary>What can be measured of the pixels of a picture.</summary>
internal static class PictureMeasures
{
    private const int TileSide = 16;
    private const double Flattest = 0.1;
    private const int Depth = 8; // of a strip along the border

    /// <summary>
    /// Coloured noise in flat places: the root mean square of the difference of both OKLab hues from their mean over 3×3 pixels, in the tenth of
    /// all tiles of 16×16 pixels whose lightness, averaged over 4×4 pixels, varies least.
    /// </summary>
    public static double Grain(Picture picture)
    {
        var lab = Lab(picture);
        var tiles =
            from top in Enumerable.Range(0, (picture.Height - 2) / TileSide)
            from left in Enumerable.Range(0, (picture.Width - 2) / TileSide)
            select (Left: 1 + (left * TileSide), Top: 1 + (top * TileSide));
        var ordered = tiles.OrderBy(t => Unevenness(lab, t.Left, t.Top)).ToList();
        return Math.Sqrt(ordered.Take(Math.Max(1, (int)(Flattest * ordered.Count))).Average(t => Noise(lab, t.Left, t.Top)));
    }

    /// <summary>
    /// How much a frame stands out: the OKLab distance of the mean colours of the outer 8 pixels and of the pixels from 16 to 48 within, less what the
    /// photograph has there, on the side where it is largest.
    /// </summary>
    public static double Frame(Picture picture, Picture photograph) =>
        Enumerable.Range(0, 4).Max(side => Math.Max(0, Step(Lab(picture), side) - Step(Lab(photograph), side)));

    private static Vector3[,] Lab(Picture picture)
    {
        var lab = new Vector3[picture.Height, picture.Width];
        var pixels = picture.Pixels;
        for (var i = 0; i < picture.Height * picture.Width; i++)
        {
            lab[i / picture.Width, i % picture.Width] = OkLab.FromSrgb(pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]);
        }

        return lab;
    }

    private static double Unevenness(Vector3[,] lab, int left, int top)
    {
        const int Cell = 4;
        var means =
            (from y in Enumerable.Range(0, TileSide / Cell)
             from x in Enumerable.Range(0, TileSide / Cell)
             select Mean(lab, left + (x * Cell), top + (y * Cell), Cell, Cell).X).ToList();
        var mean = means.Average();
        return means.Average(m => (m - mean) * (m - mean));
    }

    private static double Noise(Vector3[,] lab, int left, int top) =>
        (from y in Enumerable.Range(top, TileSide)
         from x in Enumerable.Range(left, TileSide)
         let difference = lab[y, x] - Mean(lab, x - 1, y - 1, 3, 3)
         select (double)(difference.Y * difference.Y) + (difference.Z * difference.Z)).Average();

    private static double Step(Vector3[,] lab, int side)
    {
        var (height, width) = (lab.GetLength(0), lab.GetLength(1));
        return (Strip(0, Depth) - Strip(2 * Depth, 4 * Depth)).Length();

        Vector3 Strip(int from, int depth) => side switch
        {
            0 => Mean(lab, 0, from, width, depth),
            1 => Mean(lab, 0, height - from - depth, width, depth),
            2 => Mean(lab, from, 0, depth, height),
            _ => Mean(lab, width - from - depth, 0, depth, height),
        };
    }

    private static Vector3 Mean(Vector3[,] lab, int left, int top, int width, int height)
    {
        var sum = Vector3.Zero;
        for (var y = top; y < top + height; y++)
        {
            for (var x = left; x < left + width; x++)
            {
                sum += lab[y, x];
            }
        }

        return sum / (width * height);
    }
}
