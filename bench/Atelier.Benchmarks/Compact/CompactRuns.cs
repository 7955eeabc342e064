using System.Diagnostics;
using Atelier.Imaging;

namespace Atelier.Benchmarks.Compact;

/// <summary>Whole runs at 512 pixels, from the command to the file, as a user waits for them.</summary>
internal static class CompactRuns
{
    private static readonly (string Preset, double Seconds)[] Targets = [("balanced", 60), ("fast", 20)];

    /// <summary>Prints the seconds of each preset.</summary>
    /// <param name="pair">The pictures.</param>
    /// <param name="student">The student's name or file.</param>
    /// <param name="save">Where the results go; null for nowhere.</param>
    public static void Measure(PicturePair pair, string student, string? save)
    {
        var folder = save ?? Directory.CreateTempSubdirectory("atelier-runs-").FullName;
        Directory.CreateDirectory(folder);
        Console.WriteLine($"{pair.Name} at 512 pixels with {student}, from the command to the file:");
        foreach (var (preset, target) in Targets)
        {
            var output = Path.Combine(folder, $"{preset}.png");
            var seconds = Run(pair, preset, student, output);
            var header = PictureReader.Inspect(output);
            Console.WriteLine($"  {preset,-8}  {header.Width}×{header.Height}  {seconds:F1} s (at most {target} s: {(seconds <= target ? "reached" : "missed")})");
        }

        if (save is null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Run(PicturePair pair, string preset, string student, string output)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", CommandFile.Path, "stylize", pair.Content, pair.Style, "-o", output, "--preset", preset, "--size", "512", "--network", student, "--quiet"]))!;
        process.WaitForExit();
        return process.ExitCode == 0
            ? clock.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"atelier stylize --preset {preset} failed with exit code {process.ExitCode}.");
    }
}
