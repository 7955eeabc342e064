using Atelier.Checkpoints;

namespace Atelier.Studio.Tests;

/// <summary>A stand-in for the engine that takes a step when it is told to, and paints nothing.</summary>
internal sealed class HandEngine : IDisposable
{
    private readonly SemaphoreSlim _steps = new(0);

    /// <summary>The seeds of the runs that were begun, in their order.</summary>
    public List<int> Begun { get; } = [];

    /// <summary>How many scales it says there are: all steps but the last are of the first.</summary>
    public int Scales { get; init; } = 1;

    /// <summary>Takes all steps at once.</summary>
    public static StylizeResult AtOnce(
        StylizePictures pictures, StylizeOptions options, IProgress<StylizeProgress> progress, CheckpointSettings? checkpoints, CancellationToken cancellation)
    {
        using var engine = new HandEngine();
        engine.Step(options.Steps[0]);
        return engine.Run(pictures, options, progress, checkpoints, cancellation);
    }

    public void Step(int count = 1) => _steps.Release(count);

    public void Dispose() => _steps.Dispose();

    public StylizeResult Run(
        StylizePictures pictures, StylizeOptions options, IProgress<StylizeProgress> progress, CheckpointSettings? checkpoints, CancellationToken cancellation)
    {
        lock (Begun)
        {
            Begun.Add(options.Seed);
        }

        var total = options.Steps[0];
        var done = 0;
        while (done < total && !cancellation.IsCancellationRequested)
        {
            try
            {
                _steps.Wait(cancellation);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            done++;
            progress.Report(new StylizeProgress
            {
                Scale = done == total ? Scales : 1,
                Scales = Scales,
                Width = pictures.Content.Width,
                Height = pictures.Content.Height,
                Step = done,
                Steps = total,
                StepsDone = done,
                Losses = new LossValues(100.0 / done, new Dictionary<string, double> { ["content"] = 1, ["style"] = 2, ["tv"] = 3, ["range"] = 4 }),
                Fraction = (double)done / total,
                Elapsed = TimeSpan.FromSeconds(done),
                Remaining = TimeSpan.FromSeconds(total - done),
                Picture = pictures.Content,
            });
        }

        return new StylizeResult
        {
            Picture = pictures.Content,
            Losses = new LossValues(1, new Dictionary<string, double> { ["content"] = 1, ["style"] = 1, ["tv"] = 1, ["range"] = 1 }),
            Steps = done,
            Elapsed = TimeSpan.FromSeconds(done),
            Stopped = done < total ? StopReason.Cancelled : StopReason.Finished,
            Network = "none",
            Engine = "by hand",
            Warnings = [new Message("by-hand", $"painted by hand")],
        };
    }
}
