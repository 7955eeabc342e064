using Atelier.Cli.Reporting;
using Atelier.Cli.Running;
using Spectre.Console;

namespace Atelier.Cli.Batches;

/// <summary>Chooses the report that suits the words and the terminal.</summary>
internal static class BatchReports
{
    /// <summary>The report to use.</summary>
    public static IBatchReport For(ReportChoice choice)
    {
        if (choice.Json)
        {
            return new JsonBatchReport(Console.OpenStandardOutput());
        }

        var console = choice.Quiet || Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console is { Profile.Capabilities.Ansi: true }
            ? new LiveBatchReport(console, TimeProvider.System)
            : new PlainBatchReport(choice.Quiet ? TextWriter.Null : Console.Error, TimeProvider.System);
    }

    /// <summary>Says how it ended; what failed is an error, however quiet the rest is.</summary>
    public static void Close(
        Action<string> say, int count, int painted, int finishedBefore, IReadOnlyList<(BatchJob Job, string Reason)> failures, bool isInterrupted)
    {
        say(BatchText.Done(count, painted, finishedBefore, failures.Count, isInterrupted));
        foreach (var failure in failures)
        {
            Failure.Say(BatchText.Failed(failure));
        }
    }
}
