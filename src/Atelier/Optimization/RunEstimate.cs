using Atelier.Networks;
using Atelier.Optimization;

namespace Atelier;

/// <summary>What a run takes, known before it starts.</summary>
public sealed record RunEstimate
{
    // From this size on a run takes minutes, and a second or two to know how many are well spent.
    private const int SmallestTimed = 1024;

    /// <summary>The scales, coarse to fine.</summary>
    public required IReadOnlyList<ScaleEstimate> Scales { get; init; }

    /// <summary>The memory that may be used, in bytes.</summary>
    public required long Budget { get; init; }

    /// <summary>The most memory that any scale takes, in bytes.</summary>
    public long Memory => Scales.Max(s => s.Memory);

    /// <summary>The space that is taken on the disk of the scratch folder, in bytes; 0 for none.</summary>
    public long Scratch => Scales.Max(s => s.Scratch);

    /// <summary>The time that all steps take together; null where it was not worth finding out.</summary>
    public TimeSpan? Time => Scales.Aggregate((TimeSpan?)TimeSpan.Zero, (sum, s) => sum + s.Time);

    internal static RunEstimate Of(MemoryPlan plan, StylizeOptions options, LoadedNetwork network, bool isTimed = false)
    {
        var paces = isTimed || plan.Scales[^1].Scale.LongestSide >= SmallestTimed
            ? plan.Scales.Select(s => s.Scale.IsDraft).Distinct().ToDictionary(isDraft => isDraft, isDraft => Calibration.Measure(network.For(isDraft), options, plan.Budget))
            : [];
        return new RunEstimate { Budget = plan.Budget, Scales = [.. plan.Scales.Select(s => Of(s, paces.GetValueOrDefault(s.Scale.IsDraft)?.Seconds(s)))] };
    }

    // Settings that the run could not keep.
    internal IEnumerable<Message> Warnings(StylizeOptions options)
    {
        if (options.Optimizer == OptimizerKind.Lbfgs && Scales.FirstOrDefault(s => s.Optimizer == OptimizerKind.Adam) is { } first)
        {
            yield return new Message(
                MessageCodes.OptimizerReplaced,
                $"From {first.Width}×{first.Height} on Adam was used: the history of L-BFGS does not fit {MemorySize.Text(Budget)} of memory; a larger {new OptionName("memory")} or a {new OptionName("scratch")} folder keeps L-BFGS.",
                "memory");
        }
    }

    private static ScaleEstimate Of(ScaleMemory scale, double? seconds) => new(
        scale.Scale.Width,
        scale.Scale.Height,
        scale.Scale.Steps,
        scale.Tiles.IsWhole ? null : scale.Tiles.Core,
        scale.Optimizer,
        scale.Optimizer == OptimizerKind.Lbfgs ? scale.HistorySize : null,
        scale.Memory,
        scale.NewOnDisk + scale.PictureFilesBefore,
        seconds is { } time ? TimeSpan.FromSeconds(time) : null,
        scale.Scale.IsDraft);
}

/// <summary>What a scale takes.</summary>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height in pixels.</param>
/// <param name="Steps">How many steps it has.</param>
/// <param name="Tile">About how many pixels the side of a tile has; null where the picture passes the network as a whole.</param>
/// <param name="Optimizer">The optimiser that the memory allows.</param>
/// <param name="HistorySize">How many pairs L-BFGS remembers; null for Adam.</param>
/// <param name="Memory">The memory at its peak, in bytes.</param>
/// <param name="Scratch">The space on the disk, in bytes.</param>
/// <param name="Time">The time that it takes; null where it was not worth finding out.</param>
/// <param name="IsDraft">Whether the network's quick stand-in does its steps.</param>
public sealed record ScaleEstimate(
    int Width, int Height, int Steps, int? Tile, OptimizerKind Optimizer, int? HistorySize, long Memory, long Scratch, TimeSpan? Time, bool IsDraft);
