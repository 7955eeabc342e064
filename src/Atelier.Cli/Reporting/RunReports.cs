using Atelier.Cli.Running;
using Spectre.Console;

namespace Atelier.Cli.Reporting;

/// <summary>Chooses the report that suits the words and the terminal.</summary>
internal static class RunReports
{
    public static IRunReport For(ReportChoice choice, CommandConsole console)
    {
        if (choice.Json)
        {
            return new JsonReport(console.OpenOutput());
        }

        if (choice.Quiet)
        {
            return new PlainReport(TextWriter.Null, TimeProvider.System);
        }

        var terminal = Terminal(console);
        var preview = choice.Preview && TerminalPreview.WhyNot(terminal) is null;
        var report = new DeferredReport(terminal is { Profile.Capabilities.Ansi: true }
            ? new LiveReport(terminal, preview, TimeProvider.System)
            : new PlainReport(console.Error, TimeProvider.System));
        if (choice.Preview && !preview)
        {
            report.Warn(new Message(CommandCodes.NoPreview, $"No preview: {TerminalPreview.WhyNot(terminal)}.", "preview"));
        }

        return report;
    }

    /// <summary>The terminal that standard error is; null where it is none.</summary>
    public static IAnsiConsole? Terminal(CommandConsole console) =>
        console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Error) });
}
