using System.CommandLine;
using Atelier.Checkpoints;
using Atelier.Cli.Running;

namespace Atelier.Cli.Stylizing;

/// <summary>The checkpoints that a run reads and writes.</summary>
/// <param name="Path">Where they go; null for nowhere.</param>
/// <param name="Every">The least time between two.</param>
/// <param name="ResumeFrom">The one to go on from; null to start anew.</param>
/// <param name="Resumed">What it says.</param>
internal sealed record CheckpointChoice(string? Path = null, TimeSpan Every = default, string? ResumeFrom = null, Checkpoint? Resumed = null)
{
    /// <summary>Under which the output stands in a checkpoint, as a path seen from there.</summary>
    public const string OutputNote = "output";

    /// <summary>The output of the run that goes on, as seen from here; null where there is none.</summary>
    public string? Output => Resumed?.Notes.GetValueOrDefault(OutputNote) is { } output
        ? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(ResumeFrom) ?? "", output)
        : null;
}

/// <summary>The words about checkpoints.</summary>
internal sealed class CheckpointOptions
{
    private const double LongestPause = 1e6;

    private readonly Option<string> _path = new("--checkpoint")
    {
        HelpName = "FILE",
        Description = $"keep the state of the run in this file (by convention *{Checkpoint.Extension}), to go on after a break",
    };

    private readonly Option<string> _every = new("--checkpoint-every")
    {
        HelpName = "SECONDS",
        Description = $"the least time between two checkpoints; 0 for one after every step [0 to {LongestPause:0e0}; default: 60]",
    };

    private readonly Option<string> _resume = new("--resume")
    {
        HelpName = "FILE",
        Description = "go on from a checkpoint, and keep it up to date; pictures, options and output are those of the run that was broken off",
    };

    public IReadOnlyList<Option> All => [_path, _every, _resume];

    public bool IsResumed(ParseResult words) => words.GetResult(_resume) is not null;

    /// <summary>Reads them and the checkpoint to go on from, adding faults to <paramref name="faults"/>.</summary>
    /// <exception cref="CheckpointException">There is no checkpoint that this version can go on from.</exception>
    public CheckpointChoice Read(ParseResult words, List<Message> faults)
    {
        var (path, resume) = (words.GetValue(_path), words.GetValue(_resume));
        if (path is "" || resume is "")
        {
            faults.Add(Fault.Of(path is "" ? "checkpoint" : "resume", $"expected a file"));
            return new CheckpointChoice();
        }

        var every = 60.0;
        if (words.GetValue(_every) is { } text
            && !(NumberText.TryParse(text, out every) && every is >= 0 and <= LongestPause))
        {
            faults.Add(Fault.Of("checkpoint-every", $"expected a number of seconds from 0 to {LongestPause:0e0}{NumberText.Advice(text)}, not \"{text}\""));
            every = 0;
        }
        else if (words.GetValue(_every) is not null && path is null && resume is null)
        {
            faults.Add(Fault.Around("checkpoint-every", $"{new OptionName("checkpoint-every")} needs a {new OptionName("checkpoint")} or {new OptionName("resume")}"));
        }

        return new CheckpointChoice(path ?? resume, TimeSpan.FromSeconds(every), resume, resume is null ? null : Checkpoint.Read(resume));
    }
}
