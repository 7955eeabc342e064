using Atelier.Checkpoints;
using Atelier.Cli.Reporting;
using Atelier.Cli.Running;
using Atelier.Imaging;
using Atelier.Imaging.Storage;
using Atelier.Networks.Store;
using Atelier.Recipes;

namespace Atelier.Cli.Stylizing;

/// <summary>Runs <c>atelier stylize</c>.</summary>
internal static class StylizeJob
{
    /// <summary>Checks, reads, runs and writes, in this order: nothing is worked on before all is known to be well.</summary>
    public static int Run(RunRequest request, CommandConsole console) => Run(request, Stylizer.Run, console);

    /// <summary>The same with another engine, for tests.</summary>
    public static int Run(RunRequest request, RunEngine engine, CommandConsole console)
    {
        var isFinished = request.Checkpoint?.Resumed is { IsFinished: true };
        var report = RunReports.For(request.Report with { Quiet = request.Report.Quiet || (isFinished && !request.Report.Json) }, console);
        var code = Run(request, engine, report);
        if (isFinished && request.Report is { Quiet: false, Json: false })
        {
            Failure.Say($"The run of {request.Checkpoint!.ResumeFrom} was finished before: nothing was left to do but to write {request.Output.Path}.", console.Error);
        }

        return code;
    }

    /// <summary>The same with another report too.</summary>
    public static int Run(RunRequest request, RunEngine engine, IRunReport report)
    {
        List<Message> warnings = [];
        var (recipe, network) = Check(request, warnings.Add);
        warnings.ForEach(report.Warn);
        if (request.Note is { } given)
        {
            report.Note(given);
        }

        if (network?.Note is { } note)
        {
            report.Note(note);
        }

        using var scratch = PictureScratch.In(request.Options.Scratch);
        var content = PictureReader.ReadFor(request.Content, NeededSize.OfContent(request.Options), null, report.Warn);
        var pictures = request.Style.Read(content, request.Options, report.Warn);
        if (PictureReader.Inspect(request.Content) is var header && (header.Width, header.Height) != (content.Width, content.Height))
        {
            report.Note(new Message(
                CommandCodes.PictureReduced,
                $"{request.Content} is {header.Width}×{header.Height} pixels, and was reduced to the {content.Width}×{content.Height} that are needed while it was read."));
        }

        if (content.Alpha is not null && !PictureWriter.KeepsTransparency(request.Output.Path))
        {
            report.Warn(new Message(
                CommandCodes.TransparencyLost,
                $"{request.Content} is transparent in places, which {request.Output.Path} cannot hold: it will lie over white; give {new OptionName("output")} a .png, .tif, .webp or .avif file to keep it.",
                "output"));
        }

        report.Begin(new RunPlan(request, pictures));

        using var interrupt = new Interrupt(report.Interrupted);
        var options = report.ShowsPictures ? recipe.Options with { PictureEvery = 1 } : recipe.Options; // by time, not by steps
        var checkpoints = RunCheckpoints.Settings(request, recipe, report);
        var progress = Listeners(request, interrupt, report);
        var result = report.Watch(() => engine(pictures, options, progress, checkpoints, interrupt.Token));
        recipe = recipe.With(result);
        interrupt.Write(() => Write(request, result, recipe, report));
        if (RunCheckpoints.HowToGoOn(request, result) is { } how)
        {
            report.Note(how);
        }

        report.Done(request.Output.Path, result);
        if (request.Recipe.SaveTo is { } saveTo)
        {
            interrupt.Write(() => recipe.Save(saveTo)); // last, since the picture has it too
        }

        return result.Stopped == StopReason.Cancelled ? interrupt.ExitCode : ExitCodes.Done;
    }

    private static (Recipe Recipe, NetworkFile? Network) Check(RunRequest request, Action<Message> warn)
    {
        string[] pictures = [request.Content, .. request.Style.All, .. request.Options.Init.IsFile ? [request.Options.Init.Name] : Array.Empty<string>()];
        string[] inputs = [.. pictures, .. request.Recipe.Path is { } path ? [path] : Array.Empty<string>()];
        if (request.Recipe.Followed is null)
        {
            Inspect();
        }

        request.Options.CheckScratch();
        PictureWriter.CheckTarget(request.Output.Path, inputs);
        if (request.Options.PictureEvery > 0)
        {
            PictureWriter.CheckTarget(NumberedPictures.PathOf(request.Output.Path, 1_000_000)); // the longest name but for hardly any run
        }

        if (request.Options.PictureEvery > 0 && inputs.FirstOrDefault(i => NumberedPictures.CouldOverwrite(request.Output.Path, i)) is { } endangered)
        {
            throw new OptionsException(new Message(
                MessageCodes.OptionInvalid,
                $"{new OptionName("save-every")} would write its numbered pictures over {endangered}: give another {new OptionName("output")}",
                "save-every"));
        }

        if (request.Recipe.SaveTo is { } saveTo)
        {
            Recipe.CheckTarget(saveTo, [.. inputs, request.Output.Path]);
        }

        RunCheckpoints.Check(request, [.. pictures, request.Output.Path, .. request.Recipe.SaveTo is { } file ? [file] : Array.Empty<string>()]);

        var network = request.Recipe.Followed is null && request.Options.Color != ColorMode.Only ? new NetworkStore().Resolve(request.Options.Network) : null;
        var recipe = RunRecipe.For(request, warn);
        if (request.Recipe.Followed is not null)
        {
            Inspect(); // what the recipe says of a picture that is gone or another goes first
        }

        PictureMemory.Require(request.Options, request.Content, request.Style.All);
        var header = PictureReader.Inspect(recipe.Content.Path);
        var (width, height) = PictureResizer.SizeFor(header.Width, header.Height, request.Options.Size);
        PictureWriter.CheckSize(request.Output.Path, width, height);
        return (recipe, request.Options.Color == ColorMode.Only ? null : network ?? new NetworkStore().Resolve(recipe.Options.Network));

        void Inspect() => Array.ForEach(pictures, picture => PictureReader.Inspect(picture));
    }

    private static void Write(RunRequest request, StylizeResult result, Recipe recipe, IRunReport report)
    {
        var writing = request.Output.Writing with { Recipe = recipe.ToJson() };
        if (!writing.CanKeepRecipe(request.Output.Path))
        {
            report.Warn(new Message(
                CommandCodes.RecipeNotKept,
                $"The recipe is too long for the metadata of {request.Output.Path}: keep it with {new OptionName("save-recipe")}, or write a .png file.",
                "save-recipe"));
        }

        PictureWriter.WriteOrRescue(result.Picture, request.Output.Path, writing);
        if (request.Recipe.Followed?.Result is { } then && then.Engine != result.Engine)
        {
            report.Warn(new Message(MessageCodes.RecipeChanged, $"The recipe was made on {then.Engine}, this is {result.Engine}: the picture may differ."));
        }
    }

    private static IProgress<StylizeProgress> Listeners(RunRequest request, Interrupt interrupt, IRunReport report)
    {
        if (request.Options.PictureEvery == 0)
        {
            return report;
        }

        var pictures = new NumberedPictures(request.Output, request.Options.PictureEvery, interrupt, report.Warn);
        return new Listener<StylizeProgress>(step =>
        {
            pictures.Report(step);
            report.Report(step);
        });
    }
}

/// <summary>Paints: <see cref="Stylizer"/>, or a stand-in.</summary>
internal delegate StylizeResult RunEngine(
    StylizePictures pictures, StylizeOptions? options, IProgress<StylizeProgress>? progress, CheckpointSettings? checkpoints, CancellationToken cancellationToken);
