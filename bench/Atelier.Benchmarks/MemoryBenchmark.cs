using Atelier.Imaging;
using Atelier.Optimization;

namespace Atelier.Benchmarks;

/// <summary>The peak memory of a whole run at 1024 pixels.</summary>
internal static class MemoryBenchmark
{
    /// <summary>Prints the peak resident size after a run with the default options and few steps.</summary>
    public static int Run(string[] pictures)
    {
        var (content, style) = SamplePair.Read(pictures);
        var options = new StylizeOptions { Size = 1024, Steps = StepSchedule.Parse("8,8,12") };
        var result = Stylizer.Run(PictureResizer.Resize(content, 1024, 1024), style, options);
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        Console.WriteLine($"1024×1024, {result.Engine}, {result.Steps} steps in {result.Elapsed.TotalSeconds:F0} s: peak memory {process.PeakWorkingSet64 / (double)(1 << 30):F2} GiB");
        return 0;
    }
}
