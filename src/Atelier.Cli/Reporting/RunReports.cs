using Spectre.Console;

namespace Atelier.Cli.Reporting;

/// <summary>Chooses the report that suits the words and the terminal.</summary>
internal static class RunReports
{
    /// <summary>The report to use.</summary>
    public static IRunReport For(ReportChoice choice)
    {
        if (choice.Json)
        {
            return new JsonReport(Console.OpenStandardOutput());
        }

        if (choice.Quiet)
        {
            return new QuietReport();
        }

        var console = Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var preview = choice.Preview && TerminalPreview.WhyNot(console) is null;
        var report = new PatientReport(console is { Profile.Capabilities.Ansi: true }
            ? new LiveReport(console, preview, TimeProvider.System)
            : new PlainReport(Console.Error, TimeProvider.System));
        if (choice.Preview && !preview)
        {
            report.Warn($"No preview: {TerminalPreview.WhyNot(console)}.");
        }

        return report;
    }
}
