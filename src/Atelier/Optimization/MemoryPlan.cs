using Atelier.Imaging.Storage;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;

namespace Atelier.Optimization;

/// <summary>
/// How each scale of a run is computed within a budget of memory: as a whole where that fits; else in tiles, with L-BFGS as long as a
/// sensible history fits, and Adam beyond. What is seldom looked at lies on a disk where the memory is too small for it.
/// </summary>
internal sealed class MemoryPlan
{
    // Of the memory that is free, what a run may take unless it is told: others need some too.
    private const double SafeShare = 0.9;

    // Below it what .NET holds is nothing beside a tile.
    private const long LargePixels = 4 << 20;

    // L-BFGS is preferred as long as its tiles cost at most so much more than the cheapest plan: smaller tiles compute mostly margin.
    private const double MostCostRatio = 1.5;

    // Every step reads all pairs twice, and those in files from a disk: beyond this many it waits more than the pairs save.
    private const int LongestHistoryInScratch = 20;

    internal MemoryPlan(IReadOnlyList<ScaleMemory> scales, long budget) => (Scales, Budget) = (scales, budget);

    /// <summary>The scales, coarse to fine.</summary>
    public IReadOnlyList<ScaleMemory> Scales { get; }

    /// <summary>The memory that may be used, in bytes.</summary>
    public long Budget { get; }

    /// <summary>The most memory that any scale needs.</summary>
    public long Memory => Scales.Max(s => s.Memory);

    /// <summary>The most space on the disk that the tensors of any scale need, in bytes; 0 for none.</summary>
    public long Scratch => Scales.Max(s => s.Scratch);

    /// <summary>How pictures pass the network at a scale.</summary>
    /// <param name="scale">The scale, from 0.</param>
    /// <param name="scratch">The run's folder for large tensors.</param>
    public TileSettings TilesAt(int scale, TensorScratch? scratch) => Scales[scale].Tiles with { Scratch = ScratchAt(scale, scratch) };

    /// <summary>The run's folder for large tensors, where a scale has what is as large as the picture in it; else null.</summary>
    /// <param name="scale">The scale, from 0.</param>
    /// <param name="scratch">The run's folder for large tensors.</param>
    public TensorScratch? ScratchAt(int scale, TensorScratch? scratch) => Scales[scale].UsesScratch ? scratch : null;

    /// <summary>
    /// Gives back what .NET holds of pictures that are no longer needed; only at scales in tiles, where memory is short.
    /// </summary>
    /// <remarks>
    /// A picture is a value that a caller may hold as long as it likes: nobody owns its array, which only a collection can free. None would
    /// begin by itself, since the large arrays are few and libtorch's memory does not count; and only an aggressive one gives theirs back to the system.
    /// </remarks>
    /// <param name="scale">The scale, from 0.</param>
    public void CollectAt(int scale)
    {
        var size = Scales[scale].Scale;
        if (!Scales[scale].Tiles.IsWhole && (long)size.Width * size.Height >= LargePixels)
        {
            TensorMemory.Trim();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    /// <summary>The run's folder for large tensors; null where none is needed.</summary>
    /// <exception cref="StylizeException">No files can be made in it, or it has no room for all of them.</exception>
    public TensorScratch? OpenScratch(StylizeOptions options)
    {
        if (Scratch == 0)
        {
            return null;
        }

        TemporaryMappedFile.Check(options.Scratch!, Scratch);
        return new TensorScratch(options.Scratch!);
    }

    /// <summary>The plan of a run on this machine.</summary>
    /// <param name="scales">The scales.</param>
    /// <param name="options">The budget, the folder for scratch files, and what else memory depends on.</param>
    /// <param name="network">The network.</param>
    /// <param name="pictures">The other pictures of a scale.</param>
    /// <param name="methods">How the run that is resumed computes each scale; null for a new run.</param>
    /// <exception cref="StylizeException">It cannot be done; the message says what could.</exception>
    public static MemoryPlan For(
        IReadOnlyList<Scale> scales, StylizeOptions options, LoadedNetwork network, Func<Scale, ScalePictures> pictures, IReadOnlyList<ScaleMethod>? methods = null)
    {
        if (options.Scratch is { } folder)
        {
            TemporaryMappedFile.Check(folder);
        }

        var onProcessor = network.Features.Engine.Device.type == TorchSharp.DeviceType.CPU;
        var free = onProcessor ? AvailableMemory.Bytes() : long.MaxValue;
        var budget = BudgetOf(options, free);
        return For(scales, options, FootprintAt, pictures, budget, options.Scratch is { } place && TemporaryMappedFile.IsSupported ? TemporaryMappedFile.FreeBytes(place) : 0, methods);

        // Both networks are there all the time.
        NetworkFootprint FootprintAt(Scale scale)
        {
            var own = network.For(scale.IsDraft).FootprintOf(scale.OptionsOf(options));
            return network.Draft is null ? own : own with
            {
                Weights = network.Features.FootprintOf(options).Weights + network.Draft.FootprintOf(options).Weights,
            };
        }
    }

    /// <summary>The memory that a run may take: what it was given, or what is free but for what others need, in bytes.</summary>
    /// <param name="options">What it was given.</param>
    /// <param name="free">What is free.</param>
    public static long BudgetOf(StylizeOptions options, long free) =>
        options.Memory is { } given ? Math.Min(given.Bytes, free) : (long)Math.Min(long.MaxValue / 2, SafeShare * free);

    internal static MemoryPlan For(
        IReadOnlyList<Scale> scales,
        StylizeOptions options,
        Func<Scale, NetworkFootprint> network,
        Func<Scale, ScalePictures> pictures,
        long budget,
        long scratch = 0,
        IReadOnlyList<ScaleMethod>? methods = null)
    {
        // The finest first: it is what does not fit.
        var plans = scales.Index().Reverse().Select(s =>
            (methods?.Count == scales.Count ? AsBefore(methods[s.Index], s.Item, options, network(s.Item), pictures(s.Item), budget, scratch) : null)
            ?? Best(s.Item, options, network(s.Item), pictures(s.Item), budget, scratch)).ToList();
        return new MemoryPlan([.. Enumerable.Reverse(plans)], budget);
    }

    // As the run did that is resumed, for the same bytes; null where that does not fit.
    private static ScaleMemory? AsBefore(
        ScaleMethod method, Scale scale, StylizeOptions options, NetworkFootprint network, ScalePictures pictures, long budget, long scratch)
    {
        var same = method.Core is { } core
            ? MemoryModel.Of(scale, options, network, pictures, new TileSettings(core, method.FirstKeptBlock), method.Optimizer, method.HistorySize, method.UsesScratch)
            : MemoryModel.Whole(scale, options, network, pictures);
        return Fits(same, budget, scratch) ? same : null;
    }

    private static bool Fits(ScaleMemory scale, long budget, long scratch) => scale.Memory <= budget && scale.NewOnDisk <= scratch;

    private static ScaleMemory Best(Scale scale, StylizeOptions options, NetworkFootprint network, ScalePictures pictures, long budget, long scratch)
    {
        if (options.Tile is null && MemoryModel.Whole(scale, options, network, pictures) is var whole && Fits(whole, budget, scratch))
        {
            return whole;
        }

        var fitting = Ways(options, scratch)
            .Select(way => MemoryModel.Tilings(scale, options, network)
                .Select(t => MemoryModel.Of(scale, options, network, pictures, t, way.Optimizer, MemoryModel.SmallestHistory(scale, options), way.InScratch))
                .Where(s => Fits(s, budget, scratch))
                .MinBy(s => s.Cost))
            .OfType<ScaleMemory>()
            .ToList();
        if (fitting.Count > 0)
        {
            var least = fitting.Min(s => s.Cost);
            return LongestHistory(fitting.First(s => s.Cost <= MostCostRatio * least), options, network, pictures, budget, scratch);
        }

        throw new StylizeException(MessageCodes.TooLittleMemory, Refusal(scale, options, network, pictures, budget, scratch));
    }

    // The best first.
    private static IEnumerable<(OptimizerKind Optimizer, bool InScratch)> Ways(StylizeOptions options, long scratch)
    {
        foreach (var optimizer in options.Optimizer == OptimizerKind.Lbfgs ? [OptimizerKind.Lbfgs, OptimizerKind.Adam] : new[] { OptimizerKind.Adam })
        {
            yield return (optimizer, false);
            if (scratch > 0)
            {
                yield return (optimizer, true);
            }
        }
    }

    private static ScaleMemory LongestHistory(ScaleMemory found, StylizeOptions options, NetworkFootprint network, ScalePictures pictures, long budget, long scratch)
    {
        if (found.Optimizer != OptimizerKind.Lbfgs)
        {
            return found;
        }

        var asked = Math.Min(options.HistorySize, Math.Max(1, found.Scale.Steps));
        var (fits, tooLong) = (found.HistorySize, (found.UsesScratch ? Math.Min(asked, LongestHistoryInScratch) : asked) + 1);
        while (tooLong - fits > 1)
        {
            var size = (fits + tooLong) / 2;
            var longer = MemoryModel.Of(found.Scale, options, network, pictures, found.Tiles, found.Optimizer, size, found.UsesScratch);
            if (Fits(longer, budget, scratch))
            {
                (found, fits) = (longer, size);
            }
            else
            {
                tooLong = size;
            }
        }

        return found;
    }

    private static FormattableString Refusal(Scale scale, StylizeOptions options, NetworkFootprint network, ScalePictures pictures, long budget, long scratch)
    {
        var least = Least(scale, inScratch: false);
        FormattableString tiled = options.Tile is { } tile ? (FormattableString)$" with {new OptionName("tile")} {tile}" : $"";
        FormattableString given = options.Memory is { } memory && memory.Bytes <= budget
            ? (FormattableString)$"{new OptionName("memory")} allows {memory}"
            : $"only {MemorySize.Text(budget)} can be used";
        List<FormattableString> remedies = [];
        var withScratch = Least(scale, inScratch: true, onDisk: true);
        if (TemporaryMappedFile.IsSupported && withScratch.Memory <= budget)
        {
            remedies.Add(options.Scratch is { } folder
                ? (FormattableString)$"{MemorySize.Text(withScratch.NewOnDisk)} free in {new OptionName("scratch")} {new FileName(folder)}, where {MemorySize.Text(scratch)} are"
                : $"{new OptionName("scratch")} FOLDER with {MemorySize.Text(withScratch.NewOnDisk)} free");
        }

        var (fits, tooLarge) = (0, scale.LongestSide / 16);
        while (tooLarge - fits > 1)
        {
            var middle = (fits + tooLarge) / 2;
            (fits, tooLarge) = Least(Shrunk(scale, 16 * middle), inScratch: false).Memory <= budget ? (middle, tooLarge) : (fits, middle);
        }

        if (fits > 0)
        {
            remedies.Add($"{new OptionName("size")} {16 * fits} or less");
        }

        if (pictures.Masks > 0 && MemoryModel.Tilings(scale, options, network)
            .Any(t => MemoryModel.Of(scale, options, network, OnDisk(pictures) with { Masks = 0, IsPartKept = false }, t, OptimizerKind.Adam, 0, inScratch: true).Memory <= budget))
        {
            remedies.Add($"{new OptionName("scratch")} FOLDER without {new OptionName("region")} and transparency, whose masks lie in memory");
        }

        remedies.Add($"more memory");
        return $"A run at {scale.Width}×{scale.Height} needs at least {MemorySize.Text(least.Memory)} of memory{tiled}, but {given}: use {Message.Join(", or ", remedies)}.";

        ScaleMemory Least(Scale at, bool inScratch, bool onDisk = false) => MemoryModel.Tilings(at, options, network)
            .SelectMany(t => Enum.GetValues<OptimizerKind>().Where(o => o == OptimizerKind.Adam || o == options.Optimizer)
                .Select(o => MemoryModel.Of(at, options, network, onDisk ? OnDisk(pictures) : pictures, t, o, MemoryModel.SmallestHistory(at, options), inScratch)))
            .Concat(options.Tile is null && !inScratch ? [MemoryModel.Whole(at, options, network, pictures)] : [])
            .MinBy(s => (s.Memory, s.NewOnDisk))!;
    }

    // As they would lie if there were a folder for them.
    private static ScalePictures OnDisk(ScalePictures pictures) =>
        pictures with { InMemory = 0, InFiles = pictures.InFiles + pictures.InMemory, IsInFile = true };

    private static Scale Shrunk(Scale scale, int size) => scale with
    {
        Width = (int)Math.Ceiling((double)scale.Width * size / scale.LongestSide),
        Height = (int)Math.Ceiling((double)scale.Height * size / scale.LongestSide),
    };
}
