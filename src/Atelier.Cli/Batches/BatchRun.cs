using Atelier.Cli.Running;
using Atelier.Cli.Stylizing;
using Atelier.Imaging;
using Atelier.Imaging.Storage;
using Atelier.Networks.Store;

namespace Atelier.Cli.Batches;

/// <summary>Runs <c>atelier batch</c>.</summary>
internal static class BatchRun
{
    /// <summary>Checks everything that can be checked, then paints one picture after the other.</summary>
    public static int Run(BatchRequest request, CommandConsole console)
    {
        var report = BatchReports.For(request.Report, console);
        return Run(request, report, () => new Stylizer());
    }

    public static int Run(BatchRequest request, IBatchReport report, Func<Stylizer> begin)
    {
        Check(request);
        if (request.Note is { } given)
        {
            report.Note(given);
        }

        if (request.Options.Color != ColorMode.Only && new NetworkStore().Resolve(request.Options.Network).Note is { } note)
        {
            report.Note(note);
        }

        using var scratch = PictureScratch.In(request.Options.Scratch);
        var styles = request.Styles.ToDictionary(s => s, s => s.Pictures.Select(p => new StylePicture(Read(p)) { Name = p }).ToArray());
        using var interrupt = new Interrupt(report.Interrupted);
        var plan = new BatchPlan(request, interrupt.Token);
        var outcome = new BatchOutcome(plan.Count, plan.Finished);
        if (plan.ToDo.Count > 0)
        {
            using var stylizer = begin();
            stylizer.Load(request.Options);
            using var painter = new BatchPainter(request, styles, stylizer, interrupt, report);
            report.Watch(plan, () => painter.Paint(plan));
            outcome = outcome with { Painted = painter.Painted, Failures = painter.Failures };
        }

        report.Done(outcome with { IsInterrupted = interrupt.Happened });
        return interrupt.Happened ? interrupt.ExitCode : outcome.Failures.Count > 0 ? ExitCodes.Failed : ExitCodes.Done;

        Picture Read(string path) => PictureReader.ReadFor(path, StyleFiles.SizeOf(path, request.Options), null, report.Warn);
    }

    private static void Check(BatchRequest request)
    {
        request.Options.CheckScratch();
        string[] inputs =
        [
            .. request.Contents,
            .. request.Styles.SelectMany(s => s.Pictures),
            .. request.Options.Init.IsFile ? [request.Options.Init.Name] : Array.Empty<string>(),
        ];
        foreach (var style in inputs.Skip(request.Contents.Count))
        {
            PictureReader.Inspect(style); // a content picture that cannot be read is one failure, a style is one everywhere
        }

        foreach (var job in request.Jobs)
        {
            MakeFolder(Path.GetDirectoryName(Path.GetFullPath(job.Output))!);
            PictureWriter.CheckTarget(job.Output, inputs);
        }
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            for (var path = folder; path is not null; path = Path.GetDirectoryName(path))
            {
                if (File.Exists(path))
                {
                    throw new PictureException(OutputFault($"{new OptionName("output")}: {path} is a file, not a folder; choose another folder."), error);
                }
            }

            throw new PictureException(
                OutputFault($"{new OptionName("output")}: the folder {folder} cannot be made ({error.Message.TrimEnd('.')}); choose another folder."), error);
        }
    }

    private static Message OutputFault(FormattableString text) => new(MessageCodes.FileNotWritten, text, "output");
}
