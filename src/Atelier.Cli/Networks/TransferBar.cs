using Atelier.Cli.Running;
using Atelier.Networks.Store;
using Spectre.Console;

namespace Atelier.Cli.Networks;

/// <summary>Shows a download on standard error: a bar where it is a terminal, else a line a stage.</summary>
internal static class TransferBar
{
    public static T Watch<T>(Func<IProgress<TransferProgress>, Task<T>> download, CommandConsole console)
    {
        if (console.IsErrorRedirected)
        {
            return download(new Lines(console.Error)).GetAwaiter().GetResult();
        }

        return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Error) })
            .Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new DownloadedColumn(),
                new TransferSpeedColumn(),
                new RemainingTimeColumn())
            .StartAsync(context => download(new Bar(context.AddTask("connecting"))))
            .GetAwaiter()
            .GetResult();
    }

    private static string Text(TransferStage stage) => stage.ToString().ToLowerInvariant();

    private sealed class Bar(ProgressTask task) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            task.Description = Text(value.Stage);
            task.MaxValue = value.TotalBytes;
            task.Value = value.Bytes;
        }
    }

    private sealed class Lines(TextWriter error) : IProgress<TransferProgress>
    {
        private TransferStage? _stage;

        public void Report(TransferProgress value)
        {
            if (_stage != value.Stage)
            {
                _stage = value.Stage;
                error.WriteLine($"{Text(value.Stage)}: {value.Source}");
            }
        }
    }
}
