namespace Atelier.Imaging.Guards;

/// <summary>The brightness of a picture as encoded: Rec. 709's weights on sRGB values, 0 to 1.</summary>
internal sealed class Luma
{
    private readonly float[] _values;

    /// <summary>Computes it.</summary>
    public Luma(Picture picture)
    {
        (Width, Height) = (picture.Width, picture.Height);
        _values = new float[Width * Height];
        var pixels = picture.Pixels;
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = (0.2126f * pixels[3 * i]) + (0.7152f * pixels[(3 * i) + 1]) + (0.0722f * pixels[(3 * i) + 2]);
        }
    }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>The value at a place.</summary>
    public float this[int x, int y] => _values[(y * Width) + x];

    /// <summary>The value below which a fraction of all values lies, to 1/256.</summary>
    public double Quantile(double fraction)
    {
        const int Bins = 256;
        var counts = new int[Bins];
        foreach (var value in _values)
        {
            counts[(int)(Math.Clamp(value, 0, 1) * (Bins - 1))]++;
        }

        var left = fraction * _values.Length;
        var bin = 0;
        while (bin < Bins - 1 && (left -= counts[bin]) >= 0)
        {
            bin++;
        }

        return (double)bin / (Bins - 1);
    }
}
