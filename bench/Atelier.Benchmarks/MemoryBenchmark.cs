using System.CommandLine;
using System.Diagnostics;
using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Optimization;

namespace Atelier.Benchmarks;

/// <summary>The peak memory of a whole run, and what is foretold of it.</summary>
internal static class MemoryBenchmark
{
    /// <summary>The command, ready to be added.</summary>
    public static Command Build()
    {
        var command = new Command("memory", "The peak memory of a square run of the sample pair, of 1024 pixels and few steps unless the options say otherwise.");
        var options = new EngineOptions();
        options.AddTo(command);
        command.SetAction(words => Run(options.Read(words, new StylizeOptions { Size = 1024, Steps = StepSchedule.Parse("8,8,12") })));
        return command;
    }

    private static int Run(StylizeOptions options)
    {
        var (content, style) = SamplePair.Read([]);
        using var network = NetworkLoader.Load(options, orEmbedded: false);
        var square = PictureResizer.Resize(content, options.Size, options.Size);
        var scales = ScaleSchedule.For(options.Size, options.Size, options);
        var foretold = MemoryPlan.For(scales, options, network, _ => new ScalePictures(InMemory: (long)options.Size * options.Size)).Memory;
        var result = Stylizer.Run(network, new StylizePictures(square, style), options);
        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64;
        Console.WriteLine(
            $"{result.Network}, {options.Size}×{options.Size}, {result.Engine}, {result.Steps} steps in {result.Elapsed.TotalSeconds:F0} s: "
            + $"peak memory {peak / (double)(1 << 30):F2} GiB; foretold {foretold / (double)(1 << 30):F2} GiB ({(double)foretold / peak:F2} of it)");
        return 0;
    }
}
