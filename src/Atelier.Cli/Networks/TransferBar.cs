using Atelier.Networks;
using Spectre.Console;

namespace Atelier.Cli.Networks;

/// <summary>Shows a download on standard error: a bar where it is a terminal, else nothing.</summary>
internal static class TransferBar
{
    /// <summary>Waits for a download.</summary>
    public static void Watch(Func<IProgress<TransferProgress>?, Task> download)
    {
        if (Console.IsErrorRedirected)
        {
            download(null).GetAwaiter().GetResult();
            return;
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context => download(new Bar(context.AddTask("download"))))
            .GetAwaiter()
            .GetResult();
    }

    private sealed class Bar(ProgressTask task) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            task.MaxValue = value.Total;
            task.Value = value.Done;
        }
    }
}
