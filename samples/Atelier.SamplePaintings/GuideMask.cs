using NetVips;

namespace Atelier.SamplePaintings;

/// <summary>The masks of the guide, which must not be photographs of others.</summary>
internal static class GuideMask
{
    /// <summary>Writes a white ellipse with a soft edge on black.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="ellipse">Centre and radii, in parts of width and height.</param>
    public static void Write(string path, int width, int height, (double X, double Y, double RadiusX, double RadiusY) ellipse)
    {
        const double Edge = 0.12; // of the radius
        var pixels = new byte[width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (((i % width) + 0.5) / width, ((i / width) + 0.5) / height);
            var distance = Math.Sqrt(Math.Pow((x - ellipse.X) / ellipse.RadiusX, 2) + Math.Pow((y - ellipse.Y) / ellipse.RadiusY, 2));
            pixels[i] = (byte)Math.Round(255 * Math.Clamp((1 - distance) / Edge, 0, 1));
        }

        Image.NewFromMemory(pixels, width, height, 1, Enums.BandFormat.Uchar).WriteToFile(path);
    }

    /// <summary>Writes a photograph that is opaque where a mask of its size is white.</summary>
    /// <param name="path">The file, a PNG.</param>
    /// <param name="photo">The photograph.</param>
    /// <param name="mask">The mask.</param>
    public static void CutOut(string path, string photo, string mask) =>
        Image.NewFromFile(photo).Colourspace(Enums.Interpretation.Srgb).Bandjoin(Image.NewFromFile(mask)).WriteToFile(path);
}
