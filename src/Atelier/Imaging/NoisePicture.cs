using Atelier.Imaging.Storage;

namespace Atelier.Imaging;

/// <summary>White noise to start from.</summary>
internal static class NoisePicture
{
    // A grey level. Strong noise never quite leaves the picture, because no loss measures all of it. This much is enough for another seed
    // to give another picture.
    private const double Deviation = 1 / 255.0;

    /// <summary>Independent Gaussian values close to middle grey; the same for the same seed, on every machine.</summary>
    public static Picture Create(int width, int height, int seed)
    {
        var random = new Random(seed);
        var pixels = PixelValues.Empty(width, height, channels: 3);
        foreach (var (top, rows) in PictureRows.Bands(width, height))
        {
            foreach (ref var value in pixels.AsSpan(3 * top * width, 3 * rows * width))
            {
                // Box and Muller (1958)
                var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
                value = (float)Math.Clamp(0.5 + (Deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble())), 0, 1);
            }
        }

        return new Picture(width, height, pixels);
    }
}
