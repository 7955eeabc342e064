using System.Diagnostics;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>How fast this machine is, from some steps of a small picture.</summary>
/// <param name="SecondsPerWork">The time of a multiply-add of the network, with all that goes with it.</param>
/// <param name="SecondsPerByte">The time of a byte that the optimiser reads or writes.</param>
internal sealed record Pace(double SecondsPerWork, double SecondsPerByte)
{
    private const int Side = 384;
    private const int Evaluations = 3;
    private const long Vector = 8 << 20;

    // How often a vector of the picture's size passes the memory: for each pair of L-BFGS, and besides.
    private const int PassesOfAPair = 10;
    private const int PassesBesides = 25;

    /// <summary>Measures; takes about as long as six steps at 384×384.</summary>
    public static Pace Measure(FeatureNetwork network, StylizeOptions options)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var image = rand(1, 3, Side, Side, generator: generator).to(network.Engine.Device);

        // Eigenvalues take the same time at any size, and are left out.
        using var objective = Targets.For(network, image, image, options with { StyleLoss = StyleLossKind.Gram, MatchSize = MatchSize.None });
        var times = Enumerable.Range(0, Evaluations).Select(_ => Seconds(() => objective.Evaluate(image).Gradient.Dispose())).ToList();
        var footprint = network.FootprintOf(options);
        var work = TileWork.OfWhole(network.Architecture, footprint.Deepest, Side, Side) * (1 + (RunClock.SmallScalePenalty / (Side * Side)));

        var (a, b) = (ones(Vector), ones(Vector));
        var add = Enumerable.Range(0, Evaluations).Min(_ => Seconds(() => a.add_(b)));
        return new Pace(times.Skip(1).Average() / work, add / (3 * sizeof(float) * Vector));
    }

    /// <summary>The time of a scale.</summary>
    public double Seconds(ScaleMemory memory)
    {
        var scale = memory.Scale;
        var pixels = (double)scale.Width * scale.Height;
        var pass = memory.Work * (1 + (RunClock.SmallScalePenalty / pixels)) * SecondsPerWork;
        var pairs = memory.Optimizer == OptimizerKind.Lbfgs ? MeanPairs(memory.HistorySize, scale.Steps) : 0;
        var move = ((PassesOfAPair * pairs) + PassesBesides) * 3 * sizeof(float) * pixels * SecondsPerByte;
        return (scale.Steps * (pass + move)) + pass; // once more for content and styles
    }

    // The history fills up with one pair a step.
    private static double MeanPairs(int history, int steps) =>
        steps <= history ? steps / 2.0 : history * (1 - (history / (2.0 * steps)));

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
