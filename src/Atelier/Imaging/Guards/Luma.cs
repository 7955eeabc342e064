using System.Numerics.Tensors;
using Atelier.Imaging.Storage;

namespace Atelier.Imaging.Guards;

/// <summary>The brightness of a picture as encoded: Rec. 709's weights on sRGB values, 0 to 1.</summary>
internal sealed class Luma(Picture picture)
{
    /// <summary>The width in pixels.</summary>
    public int Width => picture.Width;

    /// <summary>The height in pixels.</summary>
    public int Height => picture.Height;

    /// <summary>The value of a pixel.</summary>
    public float this[int x, int y]
    {
        get
        {
            var pixel = picture.Pixels.AsSpan(3 * ((y * Width) + x), 3);
            return (0.2126f * pixel[0]) + (0.7152f * pixel[1]) + (0.0722f * pixel[2]);
        }
    }

    /// <summary>The value below which a fraction of all values lies, to 1/256.</summary>
    public double Quantile(double fraction)
    {
        const int Bins = 256;
        var counts = PictureRows.Sum(
            Width,
            Height,
            () => new int[Bins],
            (sum, y) =>
            {
                for (var x = 0; x < Width; x++)
                {
                    sum[(int)(Math.Clamp(this[x, y], 0, 1) * (Bins - 1))]++;
                }
            },
            (sum, other) => TensorPrimitives.Add(sum, other, sum));

        var left = fraction * Width * Height;
        var bin = 0;
        while (bin < Bins - 1 && (left -= counts[bin]) >= 0)
        {
            bin++;
        }

        return (double)bin / (Bins - 1);
    }
}
