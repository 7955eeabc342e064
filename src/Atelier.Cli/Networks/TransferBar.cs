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
            TransferStage? stage = null;
            return download(new Listener<TransferProgress>(value =>
            {
                if (stage != value.Stage)
                {
                    stage = value.Stage;
                    console.Error.WriteLine($"{Text(value.Stage)}: {value.Source}");
                }
            })).GetAwaiter().GetResult();
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
            .StartAsync(context =>
            {
                var task = context.AddTask("connecting");
                return download(new Listener<TransferProgress>(value =>
                    (task.Description, task.MaxValue, task.Value) = (Text(value.Stage), value.TotalBytes, value.Bytes)));
            })
            .GetAwaiter()
            .GetResult();
    }

    private static string Text(TransferStage stage) => stage.ToString().ToLowerInvariant();
}
