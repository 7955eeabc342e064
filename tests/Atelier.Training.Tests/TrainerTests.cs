using System.Globalization;
using System.Text.RegularExpressions;
using Atelier.Networks;
using Atelier.Networks.Weights;
using Atelier.Optimization;

namespace Atelier.Training.Tests;

/// <summary>A whole small training: the start, a pair of the student's own, steps, the checkpoint, the exported network.</summary>
public sealed class TrainerTests : IDisposable
{
    private readonly TrainingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_StoppedThenTheSameCommandAgain_GoesOnAndExportsANetworkThatPaints()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Train(stopped.Token);
        Assert.Equal(0, StepsOf(_folder.Options.Export));
        Train();

        Assert.Contains("goes on from step 0, 0 harvested pictures", _folder.Log, StringComparison.Ordinal);
        Assert.Matches("a pair, loss left [0-9.]+; [1-4] pictures", _folder.Log); // fewer than four where the pair's loss stops falling early
        Assert.Equal(12, FittedErrors().Length); // six taps, fitted to natural crops, then to those and the student's own
        Assert.All(FittedErrors(), e => Assert.InRange(e, 0, 0.5)); // 1 would be a tap that reads nothing
        Assert.Equal(2, StepsOf(_folder.Options.Export));
        var result = Stylizer.Run(
            TrainingFolder.Waves(32, 24, 0.2),
            TrainingFolder.Waves(24, 32, 0.7),
            new StylizeOptions { Network = _folder.Options.Export, Size = 32, Steps = StepSchedule.Parse("3"), Device = DeviceChoice.Cpu });
        Assert.Equal(3, result.Steps);
        Assert.True(double.IsFinite(result.Losses.Total));
    }

    private void Train(CancellationToken stop = default)
    {
        using var trainer = new Trainer(_folder.Options, Engine.Choose(DeviceChoice.Cpu, Precision.Auto), new TrainingLog(_folder.File("work")));
        trainer.Run(stop);
    }

    private double[] FittedErrors() =>
        [.. Regex.Matches(_folder.Log, "tap relu[1-5]_[12]: relative error ([0-9.]+)").Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];

    private static int StepsOf(string network)
    {
        using var file = WeightsFile.Open(network);
        Assert.Equal([32, 64, 128, 256, 256, 256], NetworkWeights.Load(file).Taps.Select(t => t.Channels));
        return int.Parse(file.Metadata["training"].Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
