using Atelier.Networks;
using Atelier.Optimization;

namespace Atelier.Tests;

/// <summary>What whole runs on a tiny network have in common.</summary>
internal static class SmallRun
{
    /// <summary>Two scales of a few steps, on layers that the tiny network has.</summary>
    public static StylizeOptions Options { get; } = new()
    {
        Size = 48,
        Steps = StepSchedule.Parse("6"),
        Scales = 2,
        ContentLayers = LayerWeights.Parse("relu2_2"),
        StyleLayers = LayerWeights.Parse("relu1_1,relu2_1,relu3_1"),
        Precision = Precision.Float32,
        Device = DeviceChoice.Cpu,
    };
}

/// <summary>Hears of every step on the thread that reports it.</summary>
internal sealed class Listener(Action<StylizeProgress> listen) : IProgress<StylizeProgress>
{
    public void Report(StylizeProgress value) => listen(value);
}
