using NetVips;

namespace Atelier.Imaging;

/// <summary>A line of text as coverage: how much of each pixel is ink, row by row, 0 to 255.</summary>
internal sealed record TextLine(int Width, int Height, byte[] Ink)
{
    private const int Points = 9;
    private const int LeastPoints = 6;

    /// <summary>Draws a line in the system's sans-serif font, smaller where it would be longer than a width in pixels.</summary>
    /// <returns>The line; null for a blank one, or on a machine without fonts.</returns>
    /// <exception cref="StylizeException">libvips cannot be loaded.</exception>
    public static TextLine? Draw(string text, int width)
    {
        Vips.EnsureReady();
        var full = Draw(text, $"sans {Points}");
        return full is null || full.Width <= width
            ? full
            : Draw(text, $"sans {Math.Max(LeastPoints, Points * width / full.Width)}");
    }

    private static TextLine? Draw(string text, string font)
    {
        // Pango reads markup; a file may be called a<b.jpg.
        var plain = Quoted.Line(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        if (string.IsNullOrWhiteSpace(plain))
        {
            return null;
        }

        try
        {
            using var image = Image.Text(plain, font: font, dpi: 96);
            return new TextLine(image.Width, image.Height, image.WriteToMemory<byte>());
        }
        catch (VipsException)
        {
            return null;
        }
    }
}
