using Atelier.Checkpoints;
using Atelier.Client;
using Atelier.Studio.Data;
using Atelier.Studio.Messages;

namespace Atelier.Studio.Jobs;

/// <summary>Where runs are kept safe: a file for each job, by the name that the studio gave it.</summary>
internal sealed class JobCheckpoints
{
    private const double LargestShare = 0.01;

    private readonly string _folder;

    /// <summary>Uses a folder, and removes files that an earlier process had not finished when it died.</summary>
    public JobCheckpoints(DataFolder folder)
    {
        _folder = folder.Folder("checkpoints");
        OwnFiles.Clear(_folder, IsUnfinished);
    }

    public IReadOnlyList<string> Jobs => [.. OwnFiles.In(_folder, IsName).Select(f => Path.GetFileNameWithoutExtension(f.Name))];

    /// <summary>How often they are written, as long as writing takes no more than a hundredth of the time.</summary>
    public static TimeSpan Every { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How soon the first is written: a studio that is ended again and again must get on nevertheless.</summary>
    public static TimeSpan First { get; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The settings of a run that begins, and the steps that its checkpoint has done. A run whose file is damaged begins anew.
    /// </summary>
    public (CheckpointSettings Settings, int Done) For(string job, Action<Notice> warn)
    {
        var path = PathOf(job);
        var settings = new CheckpointSettings(path)
        {
            Every = Every,
            First = First,
            LargestShare = LargestShare,
            Warn = m => warn(JobNames.Notice(m)),
        };
        if (!File.Exists(path))
        {
            return (settings, 0);
        }

        try
        {
            return (settings with { ResumeFrom = path }, Checkpoint.Read(path).StepsDone);
        }
        catch (CheckpointException error)
        {
            warn(BegunAnew(error));
            return (settings, 0);
        }
    }

    /// <summary>The warning about a checkpoint that cannot be used.</summary>
    public static Notice BegunAnew(CheckpointException error) =>
        new(ProblemCodes.BegunAnew, $"The job begins anew: {error.Details.ToString(JobNames.Instance)}");

    /// <summary>Removes that of a job that needs none any more.</summary>
    public void Remove(string job) => OwnFiles.Clear(_folder, name => name == job + Checkpoint.Extension);

    // As the library names them: NAME and, while it is written, .NAME.tmp.
    private static bool IsName(string name) =>
        name.EndsWith(Checkpoint.Extension, StringComparison.Ordinal) && OwnFiles.IsGuid(name.AsSpan(0, name.Length - Checkpoint.Extension.Length));

    private static bool IsUnfinished(string name) => name is ['.', .. var inner, '.', 't', 'm', 'p'] && IsName(inner);

    private string PathOf(string job) => Path.Combine(_folder, job + Checkpoint.Extension);
}
