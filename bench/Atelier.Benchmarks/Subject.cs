using System.Diagnostics;
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

    /// <summary>
    /// The median of the milliseconds of some calls, after two and two seconds that warm up: a quick subject would otherwise be
    /// measured while memory is still being brought in, and a slow one after.
    /// </summary>
    public static double Median(int calls, Action call)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 2 || Stopwatch.GetElapsedTime(start).TotalSeconds < 2; i++)
        {
            call();
        }

        var times = new List<double>();
        for (start = Stopwatch.GetTimestamp(); times.Count < calls || Stopwatch.GetElapsedTime(start).TotalSeconds < 3;)
        {
            var before = Stopwatch.GetTimestamp();
            call();
            times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }

        return times.Order().ElementAt(times.Count / 2);
    }
}
