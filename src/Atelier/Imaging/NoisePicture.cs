namespace Atelier.Imaging;

/// <summary>White noise to start from.</summary>
internal static class NoisePicture
{
    // A standard deviation that seldom leaves 0 to 1.
    private const double Deviation = 0.15;

    /// <summary>Independent Gaussian values around middle grey; the same for the same seed, on every machine.</summary>
    public static Picture Create(int width, int height, int seed)
    {
        var random = new Random(seed);
        var pixels = new float[3 * width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            // Box and Muller (1958)
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            pixels[i] = (float)Math.Clamp(0.5 + (Deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble())), 0, 1);
        }

        return new Picture(width, height, pixels);
    }
}
