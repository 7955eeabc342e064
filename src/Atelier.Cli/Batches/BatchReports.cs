using Atelier.Cli.Reporting;
using Atelier.Cli.Running;

namespace Atelier.Cli.Batches;

/// <summary>Chooses the report that suits the words and the terminal.</summary>
internal static class BatchReports
{
    public static IBatchReport For(ReportChoice choice, CommandConsole console)
    {
        if (choice.Json)
        {
            return new JsonBatchReport(console.OpenOutput(), console.Error);
        }

        var terminal = choice.Quiet ? null : RunReports.Terminal(console);
        return terminal is { Profile.Capabilities.Ansi: true }
            ? new LiveBatchReport(terminal, TimeProvider.System)
            : new PlainBatchReport(choice.Quiet ? TextWriter.Null : console.Error, console.Error, TimeProvider.System);
    }

    /// <summary>Says how it ended; what failed is an error, however quiet the rest is.</summary>
    public static void Close(Action<string> say, TextWriter error, BatchOutcome outcome)
    {
        say(BatchText.Done(outcome));
        foreach (var failure in outcome.Failures)
        {
            Failure.Say(BatchText.Failed(failure), error);
        }
    }
}
