using Spectre.Console;

namespace Atelier.Cli.Reporting;

/// <summary>A bar in a line of a terminal.</summary>
internal static class ProgressBar
{
    private const int Width = 40;

    /// <summary>The bar with a text behind it.</summary>
    /// <param name="fraction">How much of it is full, 0 to 1.</param>
    /// <param name="text">The text.</param>
    /// <param name="stopping">Whether it is about to end early.</param>
    public static Paragraph Of(double fraction, string text, bool stopping)
    {
        var full = (int)Math.Round(Math.Clamp(fraction, 0, 1) * Width);
        return new Paragraph()
            .Append(new string('━', full), new Style(stopping ? Color.Yellow : Color.Green))
            .Append(new string('━', Width - full), new Style(Color.Grey))
            .Append($" {text}");
    }
}
