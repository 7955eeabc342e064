using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Atelier.Benchmarks.Sizes;

/// <summary>What a step takes at several sizes, in tiles and as a whole, each in a process of its own.</summary>
internal static class SizeBenchmark
{
    private const double GiB = 1L << 30;

    /// <summary>The command, ready to be added.</summary>
    public static Command Build()
    {
        var sizes = NumberList.Whole("--sizes", "sides in pixels [default: 512,1024,2048]", 512, 1024, 2048);
        var steps = new Option<int>("--steps") { Description = "steps to measure at each size", DefaultValueFactory = _ => 3 };
        var only = new Option<string?>("--only") { Description = "one of both ways" };
        only.AcceptOnlyFromAmong("whole", "tiled");
        var command = new Command("size", "A step's time and the peak memory at several sizes, whole and in tiles, each in a process of its own.") { sizes, steps, only };
        var options = new EngineOptions("size", "steps");
        options.AddTo(command);
        command.SetAction(words =>
        {
            if (options.Read(words, new StylizeOptions()).Network is null)
            {
                _ = InstalledVgg.Path(); // before a process is started that would not find it
            }

            return Run(words.GetValue(sizes)!, words.GetValue(steps), words.GetValue(only), [.. options.Again(words)]);
        });
        return command;
    }

    private static int Run(int[] sizes, int steps, string? only, string[] options)
    {
        Console.WriteLine("| pixels | passes | optimizer | s a step | µs a pixel | peak GiB | foretold | scratch GiB |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var size in sizes)
        {
            foreach (var way in new[] { "whole", "tiled" }.Where(w => only is null || only == w))
            {
                Print(size, ChildProcess.Run(["size-step", size.ToString(CultureInfo.InvariantCulture), steps.ToString(CultureInfo.InvariantCulture), way, .. options]));
            }
        }

        return 0;
    }

    private static void Print(int size, string line)
    {
        if (line.Trim().Length == 0)
        {
            return; // it does not fit as a whole
        }

        var found = JsonSerializer.Deserialize<SizeFigures>(line)!;
        var way = found.Tile is { } tile ? $"tiles of {tile}, {(found.KeptBlock < 5 ? $"keeping blocks {found.KeptBlock + 1} to 5" : "keeping nothing")}" : "whole";
        var optimizer = found.History > 0 ? $"L-BFGS, {found.History} pairs" : "Adam";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {size}×{size} | {way} | {optimizer} | {found.Seconds:F2} | {found.Seconds * 1e6 / size / size:F2} | {found.Peak / GiB:F2} | {found.Foretold / GiB:F2} | {found.Scratch / GiB:F1} |"));
    }
}

/// <summary>What was measured at a size.</summary>
/// <param name="Seconds">The median of its steps.</param>
/// <param name="Peak">The peak resident size in bytes.</param>
/// <param name="Foretold">What was foretold of it.</param>
/// <param name="Scratch">The space on the disk that tensors need, in bytes.</param>
/// <param name="Tile">The side of the tiles; null for none.</param>
/// <param name="KeptBlock">From which block on maps are kept.</param>
/// <param name="History">The pairs of L-BFGS; 0 for Adam.</param>
internal sealed record SizeFigures(double Seconds, long Peak, long Foretold, long Scratch, int? Tile, int KeptBlock, int History);
