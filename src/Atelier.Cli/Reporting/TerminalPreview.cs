using Atelier.Imaging;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Atelier.Cli.Reporting;

/// <summary>A small picture made of half blocks: two pixels a character, one above the other.</summary>
internal sealed class TerminalPreview : Renderable
{
    private const int LongestSide = 64;
    private const int LargestAveraged = 4096;
    private const int OtherLines = 6;

    private readonly Color[,] _pixels;

    private TerminalPreview(Color[,] pixels) => _pixels = pixels;

    /// <summary>Why a terminal cannot show one, as a clause; null where it can.</summary>
    /// <param name="console">The terminal; null where there is none.</param>
    public static string? WhyNot(IAnsiConsole? console) => console?.Profile switch
    {
        null => "standard error is not a terminal",
        { Capabilities.Ansi: false } => "the terminal cannot be redrawn",
        { Capabilities.Unicode: false } => "the terminal does not show Unicode",
        { Capabilities.ColorSystem: not ColorSystem.TrueColor } => "the terminal does not say that it shows 24-bit colour (COLORTERM=truecolor)",
        { Width: < 16 } or { Height: < 12 } => "the terminal is too small",
        _ => null,
    };

    /// <summary>The preview of a picture that fits a terminal.</summary>
    public static TerminalPreview Of(Picture picture, int columns, int lines)
    {
        if (picture.LongestSide > LargestAveraged)
        {
            picture = PictureResizer.ResizeToLongestSide(picture, LargestAveraged); // by rows, wherever it lies
        }

        var scale = new[] { (double)LongestSide / picture.LongestSide, (columns - 1.0) / picture.Width, 2.0 * (lines - OtherLines) / picture.Height, 1 }.Min();
        var width = Math.Max(1, (int)(picture.Width * scale));
        var height = Math.Max(2, (int)(picture.Height * scale) / 2 * 2); // whole characters
        var pixels = new Color[height, width];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                pixels[y, x] = Average(picture, Span(x, width, picture.Width), Span(y, height, picture.Height));
            }
        }

        return new TerminalPreview(pixels);
    }

    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(_pixels.GetLength(1), _pixels.GetLength(1));

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        for (var y = 0; y < _pixels.GetLength(0); y += 2)
        {
            for (var x = 0; x < _pixels.GetLength(1); x++)
            {
                yield return new Segment("▀", new Style(_pixels[y, x], _pixels[y + 1, x]));
            }

            yield return Segment.LineBreak;
        }
    }

    // The source pixels under one of the preview's, at least one.
    private static Range Span(int index, int count, int length)
    {
        var start = (int)((long)index * length / count);
        return start..Math.Max(start + 1, (int)((index + 1L) * length / count));
    }

    private static Color Average(Picture picture, Range columns, Range rows)
    {
        double red = 0, green = 0, blue = 0;
        for (var y = rows.Start.Value; y < rows.End.Value; y++)
        {
            for (var x = columns.Start.Value; x < columns.End.Value; x++)
            {
                var at = (y * picture.Width) + x;
                var opacity = picture.Alpha?[at] ?? 1;
                red += OverWhite(picture.Pixels[3 * at]);
                green += OverWhite(picture.Pixels[(3 * at) + 1]);
                blue += OverWhite(picture.Pixels[(3 * at) + 2]);

                double OverWhite(float value) => 1 - (opacity * (1 - value));
            }
        }

        var count = (columns.End.Value - columns.Start.Value) * (double)(rows.End.Value - rows.Start.Value);
        return new Color(Byte(red / count), Byte(green / count), Byte(blue / count));
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value * 255), 0, 255);
}
