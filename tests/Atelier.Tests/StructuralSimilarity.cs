using Atelier.Imaging;

namespace Atelier.Tests;

/// <summary>
/// The mean structural similarity of two pictures' lumas (Wang, Bovik, Sheikh and Simoncelli 2004): 1 for equal ones. Gaussian windows of
/// 11×11 pixels with a deviation of 1.5, wholly inside the picture.
/// </summary>
internal static class StructuralSimilarity
{
    private const int Radius = 5;
    private const double C1 = 0.01 * 0.01;
    private const double C2 = 0.03 * 0.03;

    private static readonly double[] Window = Gaussian();

    public static double Of(Picture a, Picture b)
    {
        if ((a.Width, a.Height) != (b.Width, b.Height))
        {
            throw new ArgumentException("The pictures must have one size.");
        }

        var (x, y) = (Luma(a), Luma(b));
        var (width, height) = (a.Width, a.Height);
        double[][] moments = [.. new[] { x, y, Times(x, x), Times(y, y), Times(x, y) }.Select(m => Blurred(m, width, height))];
        return moments[0].Select((mx, i) =>
        {
            var my = moments[1][i];
            var (vx, vy, cov) = (moments[2][i] - (mx * mx), moments[3][i] - (my * my), moments[4][i] - (mx * my));
            return ((2 * mx * my) + C1) * ((2 * cov) + C2) / (((mx * mx) + (my * my) + C1) * (vx + vy + C2));
        }).Average();
    }

    private static double[] Luma(Picture picture)
    {
        var pixels = picture.Pixels.Span;
        var luma = new double[picture.Width * picture.Height];
        for (var i = 0; i < luma.Length; i++)
        {
            luma[i] = (0.2126 * pixels[3 * i]) + (0.7152 * pixels[(3 * i) + 1]) + (0.0722 * pixels[(3 * i) + 2]);
        }

        return luma;
    }

    private static double[] Times(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x * y)];

    // Without the border that the window would leave.
    private static double[] Blurred(double[] values, int width, int height)
    {
        var (w, h) = (width - (2 * Radius), height - (2 * Radius));
        var rows = new double[w * height];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Sum(values, (i / w * width) + (i % w), 1);
        }

        var result = new double[w * h];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Sum(rows, i, w);
        }

        return result;

        static double Sum(double[] of, int start, int stride)
        {
            var sum = 0.0;
            for (var k = 0; k < Window.Length; k++)
            {
                sum += Window[k] * of[start + (k * stride)];
            }

            return sum;
        }
    }

    private static double[] Gaussian()
    {
        double[] weights = [.. Enumerable.Range(-Radius, (2 * Radius) + 1).Select(i => Math.Exp(-i * i / (2 * 1.5 * 1.5)))];
        return [.. weights.Select(w => w / weights.Sum())];
    }
}
