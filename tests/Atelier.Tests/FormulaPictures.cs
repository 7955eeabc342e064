using Atelier.Imaging;

namespace Atelier.Tests;

/// <summary>Small pictures made of formulas.</summary>
internal static class FormulaPictures
{
    /// <summary>64×48: a gradient with a disc.</summary>
    public static Picture Content { get; } = Create(64, 48, (x, y) =>
        ((x - 0.6) * (x - 0.6)) + ((y - 0.4) * (y - 0.4)) < 0.05 ? (0.9, 0.7, 0.2) : (0.2 + (0.5 * x), 0.3 + (0.4 * y), 0.6 - (0.3 * x)));

    /// <summary>40×56: crossing waves.</summary>
    public static Picture Style { get; } = Create(40, 56, (x, y) =>
        (0.5 + (0.4 * Math.Sin(40 * x)), 0.5 + (0.4 * Math.Sin((30 * y) + (10 * x))), 0.5 + (0.3 * Math.Cos(25 * (x + y)))));

    /// <summary>A picture from a formula of the place, 0 to 1 across and down.</summary>
    public static Picture Create(int width, int height, Func<double, double, (double Red, double Green, double Blue)> colour)
    {
        var pixels = new float[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = colour((double)x / width, (double)y / height);
                var at = 3 * ((y * width) + x);
                (pixels[at], pixels[at + 1], pixels[at + 2]) = ((float)red, (float)green, (float)blue);
            }
        }

        return new Picture(width, height, pixels);
    }
}
