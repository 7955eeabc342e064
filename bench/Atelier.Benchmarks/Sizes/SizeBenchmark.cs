using System.Globalization;
using System.Text.Json;

namespace Atelier.Benchmarks.Sizes;

/// <summary>What a step takes at several sizes, in tiles and as a whole, each in a process of its own.</summary>
internal static class SizeBenchmark
{
    private const double GiB = 1L << 30;

    /// <summary>Measures and prints a table.</summary>
    /// <param name="words"><c>--sizes 512,1024</c>, <c>--steps 3</c>, <c>--only tiled|whole</c>, and options of <c>atelier stylize</c>.</param>
    public static int Run(string[] words)
    {
        var given = words.Chunk(2).ToDictionary(w => w[0], w => w[1]);
        var sizes = Take("--sizes", "512,1024,2048").Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToArray();
        var (steps, only) = (Take("--steps", "3"), Take("--only", ""));
        string[] options = [.. given.SelectMany(w => new[] { w.Key, w.Value })];
        Console.WriteLine("| pixels | passes | optimizer | s a step | µs a pixel | peak GiB | foretold | scratch GiB |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var size in sizes)
        {
            foreach (var way in new[] { "whole", "tiled" }.Where(w => only.Length == 0 || only == w))
            {
                Print(size, ChildProcess.Run(["size-step", size.ToString(CultureInfo.InvariantCulture), steps, way, .. options]));
            }
        }

        return 0;

        string Take(string name, string otherwise) => given.Remove(name, out var value) ? value : otherwise;
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
/// <param name="Scratch">The size of the scratch file.</param>
/// <param name="Tile">The side of the tiles; null for none.</param>
/// <param name="KeptBlock">From which block on maps are kept.</param>
/// <param name="History">The pairs of L-BFGS; 0 for Adam.</param>
internal sealed record SizeFigures(double Seconds, long Peak, long Foretold, long Scratch, int? Tile, int KeptBlock, int History);
