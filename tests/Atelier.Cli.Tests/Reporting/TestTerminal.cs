using Spectre.Console;

namespace Atelier.Cli.Tests.Reporting;

/// <summary>A terminal that can redraw and has colours.</summary>
internal static class TestTerminal
{
    /// <summary>One that writes to <paramref name="writer"/>.</summary>
    public static IAnsiConsole Of(TextWriter writer, int width = 100)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Profile.Height = 40;
        return console;
    }
}
