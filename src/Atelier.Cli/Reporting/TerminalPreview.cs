using Atelier.Imaging;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Atelier.Cli.Reporting;

/// <summary>A small picture made of half blocks: two pixels a character, one above the other.</summary>
internal sealed class TerminalPreview : Renderable
{
    private const int LongestSide = 64;
    private const int OtherLines = 6;

    private readonly Picture _picture;

    private TerminalPreview(Picture picture) => _picture = picture;

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
        var scale = new[] { (double)LongestSide / picture.LongestSide, (columns - 1.0) / picture.Width, 2.0 * (lines - OtherLines) / picture.Height, 1 }.Min();
        var width = Math.Max(1, (int)(picture.Width * scale));
        var height = Math.Max(2, (int)(picture.Height * scale) / 2 * 2); // whole characters
        return new TerminalPreview(PictureResizer.Resize(picture, width, height));
    }

    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(_picture.Width, _picture.Width);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        for (var y = 0; y < _picture.Height; y += 2)
        {
            for (var x = 0; x < _picture.Width; x++)
            {
                yield return new Segment("▀", new Style(At(x, y), At(x, y + 1)));
            }

            yield return Segment.LineBreak;
        }
    }

    // Transparent pixels lie over white.
    private Color At(int x, int y)
    {
        var at = (y * _picture.Width) + x;
        var opacity = _picture.Alpha?[at] ?? 1;
        return new Color(Byte(0), Byte(1), Byte(2));

        byte Byte(int channel) => (byte)Math.Round(Math.Clamp(1 - (opacity * (1 - _picture.Pixels[(3 * at) + channel])), 0, 1) * 255);
    }
}
