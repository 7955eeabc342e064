using System.Globalization;
using Atelier.Imaging;

namespace Atelier;

/// <summary>The state of a run after a step. It does not change after it is reported.</summary>
public sealed record StylizeProgress
{
    /// <summary>The scale, from 1.</summary>
    public required int Scale { get; init; }

    /// <summary>How many scales there are.</summary>
    public required int Scales { get; init; }

    /// <summary>The width of this scale in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The height of this scale in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The step within the scale, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>How many steps the scale has.</summary>
    public required int Steps { get; init; }

    /// <summary>Steps done over all scales, those before a run was resumed among them.</summary>
    public int StepsDone { get; init; }

    /// <summary>The losses of the last evaluated picture, weighted.</summary>
    public required LossValues Losses { get; init; }

    /// <summary>The fraction of the run's work that is done, 0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>The time since the run began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The time that the rest is expected to take; null while there is nothing to go by.</summary>
    public required TimeSpan? Remaining { get; init; }

    /// <summary>What the run takes, as it was estimated before its first step.</summary>
    public RunEstimate? Estimate { get; init; }

    /// <summary>The picture itself, where <see cref="StylizeOptions.PictureEvery"/> asks for it at this step; a copy that stays valid.</summary>
    public Picture? Picture { get; init; }

    /// <summary>Where the run is, such as <c>scale 2/3, step 40/80</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"scale {Scale}/{Scales}, step {Step}/{Steps}");
}
