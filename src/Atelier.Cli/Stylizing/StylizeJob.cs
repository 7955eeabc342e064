using Atelier.Cli.Reporting;
using Atelier.Cli.Running;
using Atelier.Imaging;
using Atelier.Networks.Store;

namespace Atelier.Cli.Stylizing;

/// <summary><c>atelier stylize</c>: what it does.</summary>
internal static class StylizeJob
{
    /// <summary>Checks, reads, runs and writes, in this order: nothing is worked on before all is known to be well.</summary>
    public static int Run(StylizeRequest request) => Run(request, (pictures, options, progress, token) => Stylizer.Run(pictures, options, progress, token));

    /// <summary>The same with another engine, for tests.</summary>
    public static int Run(StylizeRequest request, RunEngine engine)
    {
        using var report = RunReports.For(request.Report);
        return Run(request, engine, report);
    }

    /// <summary>The same with another report too.</summary>
    public static int Run(StylizeRequest request, RunEngine engine, IRunReport report)
    {
        var network = Check(request);
        if (network.Note is { } note)
        {
            report.Note(note);
        }

        var content = PictureReader.Read(request.Content, null, report.Warn);
        var pictures = request.Style.Read(content, report.Warn);
        report.Begin(new RunPlan(request, pictures));

        using var interrupt = new Interrupt(report.Interrupted);
        var options = report.ShowsPictures ? request.Options with { PictureEvery = 1 } : request.Options; // by time, not by steps
        var result = report.Watch(watch => engine(pictures, options, Listeners(request, watch, interrupt), interrupt.Token));
        interrupt.Write(() => PictureWriter.Write(result.Picture, request.Output.Path, request.Output.Writing));
        report.Done(request.Output.Path, result);
        return result.Stopped == StopReason.Cancelled ? ExitCodes.Interrupted : ExitCodes.Done;
    }

    private static NetworkFile Check(StylizeRequest request)
    {
        string[] inputs = request.Options.Init.IsFile
            ? [request.Content, .. request.Style.All, request.Options.Init.Name]
            : [request.Content, .. request.Style.All];
        PictureHeader[] headers = [.. inputs.Select(input => PictureReader.Inspect(input))];
        PictureWriter.CheckTarget(request.Output.Path, inputs);
        var (width, height) = PictureResizer.SizeFor(headers[0].Width, headers[0].Height, request.Options.Size);
        PictureWriter.CheckSize(request.Output.Path, width, height);
        if (request.Options.PictureEvery > 0 && inputs.FirstOrDefault(i => NumberedPictures.CouldOverwrite(request.Output.Path, i)) is { } endangered)
        {
            throw new OptionsException($"--save-every would write its numbered pictures over {endangered}: give another --output");
        }

        return new NetworkStore().Resolve(request.Options.Network);
    }

    private static IProgress<StylizeProgress> Listeners(StylizeRequest request, IProgress<StylizeProgress> watch, Interrupt interrupt) =>
        request.Options.PictureEvery > 0
            ? new Both(new NumberedPictures(request.Output, request.Options.PictureEvery, interrupt), watch)
            : watch;

    private sealed class Both(IProgress<StylizeProgress> first, IProgress<StylizeProgress> second) : IProgress<StylizeProgress>
    {
        public void Report(StylizeProgress value)
        {
            first.Report(value);
            second.Report(value);
        }
    }
}

/// <summary>What runs the method: <see cref="Stylizer"/>, or a stand-in.</summary>
internal delegate StylizeResult RunEngine(
    StylizePictures pictures, StylizeOptions options, IProgress<StylizeProgress> progress, CancellationToken cancellationToken);
