using Atelier.Checkpoints;
using Atelier.Cli.Reporting;
using Atelier.Cli.Running;
using Atelier.Recipes;

namespace Atelier.Cli.Stylizing;

/// <summary>The checkpoints of <c>atelier stylize</c>.</summary>
internal static class RunCheckpoints
{
    /// <summary>Finds, before any work is done, whether they can be written.</summary>
    /// <param name="request">The run.</param>
    /// <param name="others">The files of the run that must not be overwritten.</param>
    /// <exception cref="CheckpointException">The file is another one, or holds a run that is not finished.</exception>
    public static void Check(RunRequest request, params IReadOnlyList<string> others)
    {
        if (request.Checkpoint?.Path is not { } path)
        {
            return;
        }

        Checkpoint.CheckTarget(path, others);
        if (request.Checkpoint.ResumeFrom is null && Unfinished(path) is { } unfinished)
        {
            throw new CheckpointException(
                MessageCodes.CheckpointUnusable,
                $"{path} holds a run that is not finished ({unfinished.StepsDone} steps done): go on with {new OptionName("resume")} {ShellWord.Quoted(path)}, delete it, or give the checkpoint another name.");
        }
    }

    /// <summary>The library's settings of checkpoints; null where the run has none.</summary>
    public static CheckpointSettings? Settings(RunRequest request, Recipe recipe, IRunReport report) =>
        request.Checkpoint is not { Path: { } path } choice ? null : new CheckpointSettings(path)
        {
            Every = choice.Every,
            ResumeFrom = choice.ResumeFrom,
            Recipe = recipe,
            Notes = new Dictionary<string, string>
            {
                [CheckpointChoice.OutputNote] = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFullPath(request.Output.Path)),
            },
            Warn = report.Warn,
        };

    /// <summary>How a run that ended early can go on; null where it cannot, or need not.</summary>
    public static Message? HowToGoOn(RunRequest request, StylizeResult result) =>
        request.Checkpoint?.Path is { } path && result.Stopped != StopReason.Finished
            ? new Message(CommandCodes.CanGoOn, $"To go on: atelier stylize --resume {ShellWord.Quoted(path)}")
            : null;

    private static Checkpoint? Unfinished(string path)
    {
        try
        {
            return File.Exists(path) && Checkpoint.Read(path) is { IsFinished: false, StepsDone: > 0 } found ? found : null;
        }
        catch (CheckpointException)
        {
            return null; // nobody could go on from it
        }
    }
}
