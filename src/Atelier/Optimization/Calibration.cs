using System.Diagnostics;
using Atelier.Losses;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Networks.Tiling;
using static TorchSharp.torch;

namespace Atelier.Optimization;

/// <summary>How fast this machine is, from some steps of a small picture.</summary>
/// <param name="SecondsPerWork">The time of a multiply-add of the network, with all that goes with it.</param>
/// <param name="SecondsPerByte">The time of a byte that the optimiser reads or writes.</param>
internal sealed record Calibration(double SecondsPerWork, double SecondsPerByte)
{
    // A step at 384 pixels takes up to 1.2 times as long for a pixel as at 1024, at 512 hardly longer, but it needs more memory.
    private static readonly int[] Sides = [512, 384, 256];

    // So many at least, and more where they are quick: the first are slow, since code is compiled, and the others vary by a fifth. A run
    // takes about as long as the quickest of them.
    private const int Evaluations = 4;
    private const double Duration = 2; // in seconds
    private const double DurationOfMemory = 0.1;

    private const long Vector = 8 << 20;

    // Of a step, what the forward pass takes.
    private const double ShareThere = 0.4;

    // Not measured, since that would take as long as a run: as on a disk that writes 2 GB a second, and holds some of it in memory.
    private const double SecondsPerByteInFile = 0.75e-9;

    // How often a vector of the picture's size passes the memory: for each pair of L-BFGS, and besides.
    private const int PassesOfAPair = 10;
    private const int PassesBesides = 25;

    /// <summary>Measures, for two seconds or for as long as four steps of a small picture take.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">The losses.</param>
    /// <param name="budget">The memory that may be used, in bytes.</param>
    public static Calibration Measure(FeatureNetwork network, StylizeOptions options, long budget)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var footprint = network.FootprintOf(options);
        var side = Sides.FirstOrDefault(s => Memory(s).Memory <= budget, Sides[^1]);
        var image = rand(1, 3, side, side, generator: generator).to(network.Engine.Device);

        // Eigenvalues take the same time at any size, and are left out.
        var pictures = ObjectivePictures.Pair(image, image);
        using var objective = new Objective(new ObjectiveInputs(
            network, pictures, options with { StyleLoss = StyleLossKind.Gram, MatchSize = MatchSize.None }, TileSettings.Whole));
        var evaluation = LeastSeconds(() => objective.Evaluate(image).Gradient.Dispose(), Duration);
        var work = Memory(side).Work * (1 + (ProgressEstimator.SmallScalePenalty / (side * side)));

        var (a, b) = (ones(Vector), ones(Vector));
        return new Calibration(evaluation / work, LeastSeconds(() => a.AddInPlace(b), DurationOfMemory) / (3 * sizeof(float) * Vector));

        ScaleMemory Memory(int s) => MemoryModel.Whole(new Scale(s, s, 1), options, footprint, default);
    }

    /// <summary>The time of a scale.</summary>
    public double Seconds(ScaleMemory memory)
    {
        var scale = memory.Scale;
        var pixels = (double)scale.Width * scale.Height;
        var pass = memory.Work * (1 + (ProgressEstimator.SmallScalePenalty / pixels)) * SecondsPerWork;
        var pairs = memory.Optimizer == OptimizerKind.Lbfgs ? MeanPairs(memory.HistorySize, scale.Steps) : 0;
        var move = ((PassesOfAPair * pairs) + PassesBesides) * 3 * sizeof(float) * pixels * SecondsPerByte;
        pass += memory.Moved * SecondsPerByteInFile;
        return (scale.Steps * (pass + move)) + (ShareThere * pass); // once more, there alone, for content and styles
    }

    // The history fills up with one pair a step.
    private static double MeanPairs(int history, int steps) =>
        steps <= history ? steps / 2.0 : history * (1 - (history / (2.0 * steps)));

    private static double LeastSeconds(Action action, double during)
    {
        var (start, least) = (Stopwatch.GetTimestamp(), double.PositiveInfinity);
        for (var i = 0; i < Evaluations || Stopwatch.GetElapsedTime(start).TotalSeconds < during; i++)
        {
            least = Math.Min(least, Seconds(action));
        }

        return least;
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
