using static TorchSharp.torch;

namespace Atelier.Benchmarks;

/// <summary>What the benchmarks work on.</summary>
internal static class Subject
{
    /// <summary>The layers of the style losses, and the deepest that a step goes to.</summary>
    public static readonly string[] StyleLayers = ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"];

    /// <summary>A seeded picture (1, 3, size, size).</summary>
    public static Tensor Noise(int size, int seed)
    {
        var random = new Random(seed);
        var pixels = new float[3 * size * size];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = random.NextSingle();
        }

        return tensor(pixels, [1, 3, size, size]);
    }

    /// <summary>The median of the milliseconds of some calls, after two that warm up.</summary>
    public static double Median(int calls, Action call)
    {
        var times = new List<double>();
        for (var i = 0; i < calls + 2; i++)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            call();
            times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Skip(2).Order().ElementAt(calls / 2);
    }
}
