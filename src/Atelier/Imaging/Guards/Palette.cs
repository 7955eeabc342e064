using System.Numerics.Tensors;
using Atelier.Imaging.Storage;

namespace Atelier.Imaging.Guards;

/// <summary>The share of each colour in a picture, by eighths of each channel.</summary>
internal sealed class Palette
{
    private const int Levels = 8;

    private readonly double[] _shares = new double[Levels * Levels * Levels];

    /// <summary>Counts the colours of a picture.</summary>
    public Palette(Picture picture)
    {
        var counts = PictureRows.Sum(
            picture.Width,
            picture.Height,
            () => new int[_shares.Length],
            (sum, y) =>
            {
                var pixels = picture.Pixels.AsSpan(3 * y * picture.Width, 3 * picture.Width);
                for (var i = 0; i < pixels.Length; i += 3)
                {
                    sum[Index(Level(pixels[i]), Level(pixels[i + 1]), Level(pixels[i + 2]))]++;
                }
            },
            (sum, other) => TensorPrimitives.Add(sum, other, sum));
        _shares = Array.ConvertAll(counts, c => (double)c / ((long)picture.Width * picture.Height));
    }

    /// <summary>The share of pixels that have a colour or one an eighth beside it.</summary>
    public double ShareOf(float red, float green, float blue)
    {
        var share = 0.0;
        for (var r = Math.Max(0, Level(red) - 1); r <= Math.Min(Levels - 1, Level(red) + 1); r++)
        {
            for (var g = Math.Max(0, Level(green) - 1); g <= Math.Min(Levels - 1, Level(green) + 1); g++)
            {
                for (var b = Math.Max(0, Level(blue) - 1); b <= Math.Min(Levels - 1, Level(blue) + 1); b++)
                {
                    share += _shares[Index(r, g, b)];
                }
            }
        }

        return share;
    }

    private static int Level(float value) => Math.Clamp((int)(value * Levels), 0, Levels - 1);

    private static int Index(int red, int green, int blue) => (((red * Levels) + green) * Levels) + blue;
}
