using Atelier.Imaging;

namespace Atelier.Tests;

/// <summary>Pictures reduced so that each pixel is the mean of the area that it stands for, written down as it is defined.</summary>
internal static class AreaMean
{
    public static Picture Of(Picture picture, int width, int height)
    {
        var rows = Along([.. picture.Pixels.Select(v => (double)v)], picture.Height, picture.Width * 3, 1, height);
        return new Picture(width, height, [.. Along(rows, picture.Width, 3, height, width).Select(v => (float)v)]);
    }

    // Values (outer, length, inner) → (outer, to, inner).
    private static double[] Along(double[] values, int length, int inner, int outer, int to)
    {
        var ratio = (double)length / to;
        var result = new double[outer * to * inner];
        for (var o = 0; o < outer; o++)
        {
            for (var j = 0; j < to; j++)
            {
                var (start, end) = (j * ratio, (j + 1) * ratio);
                for (var i = (int)start; i < Math.Min(length, Math.Ceiling(end)); i++)
                {
                    var share = (Math.Min(i + 1, end) - Math.Max(i, start)) / ratio;
                    for (var k = 0; k < inner; k++)
                    {
                        result[(((o * to) + j) * inner) + k] += share * values[(((o * length) + i) * inner) + k];
                    }
                }
            }
        }

        return result;
    }
}
