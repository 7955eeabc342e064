using Atelier.Imaging;
using Atelier.Recipes;

namespace Atelier.Checkpoints;

/// <summary>What a checkpoint says of its run.</summary>
public sealed record Checkpoint
{
    /// <summary>How checkpoints' names end, by convention.</summary>
    public const string Extension = ".atelier";

    /// <summary>Whether the run is finished. To go on from it gives its picture at once.</summary>
    public required bool IsFinished { get; init; }

    /// <summary>The scale that it is at, from 1; the last one where it is finished.</summary>
    public required int Scale { get; init; }

    /// <summary>How many scales there are.</summary>
    public required int Scales { get; init; }

    /// <summary>Steps done over all scales.</summary>
    public required int StepsDone { get; init; }

    /// <summary>The fraction of the run's work that is done, 0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>The time that the run took so far.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The recipe of the run, with paths as seen from here; null where it was started without one.</summary>
    public required Recipe? Recipe { get; init; }

    /// <summary><see cref="CheckpointSettings.Notes"/>.</summary>
    public required IReadOnlyDictionary<string, string> Notes { get; init; }

    /// <summary>Reads what a checkpoint says, after a check of the whole file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">There is none, it is no checkpoint, is damaged, or of another version of Atelier.</exception>
    public static Checkpoint Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = CheckpointFile.Open(path);
        var header = file.Header;
        header.RequireThisVersion(path);
        return new Checkpoint
        {
            IsFinished = header.IsFinished,
            Scale = Math.Min(header.Scale + 1, header.Scales),
            Scales = header.Scales,
            StepsDone = header.Figures.Steps,
            Fraction = header.IsFinished ? 1 : header.Figures.Fraction,
            Elapsed = TimeSpan.FromSeconds(header.Figures.Seconds),
            Recipe = header.RecipeJson is { } recipe ? new RecipeText(recipe, path, IsEmbedded: false).Read() : null,
            Notes = header.Notes,
        };
    }

    /// <summary>Finds, before any work is done, whether a checkpoint can be written.</summary>
    /// <param name="path">Where it shall go.</param>
    /// <param name="inputs">The files that must not be overwritten; links are followed.</param>
    /// <exception cref="PictureException">The folder does not exist or cannot be written, the path is a directory or one of the inputs.</exception>
    /// <exception cref="CheckpointException">There is a file that is no checkpoint.</exception>
    public static void CheckTarget(string path, params IReadOnlyList<string> inputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(inputs);
        WriteTarget.Check(path, inputs, CheckpointWriter.TemporaryName);
        if (File.Exists(path) && !CheckpointFile.LooksLikeOne(path))
        {
            throw new CheckpointException(MessageCodes.FileExists, $"{new FileName(path)} is there and is no checkpoint; give the checkpoint another name.");
        }
    }
}
