using System.Text.Json.Serialization;
using Atelier.Networks;
using Atelier.Networks.Runtime;
using Atelier.Optimization;
using Microsoft.Extensions.Logging;

namespace Atelier;

/// <summary>What a run knows of itself: time, steps, losses, why it ended; and whom it tells.</summary>
internal sealed class RunState(
    IReadOnlyList<Scale> scales, StylizeOptions options, ImagePyramid pictures, RunServices services)
{
    // The first step knows no curvature, and is often too long.
    private const int StepsWithoutCurvature = 1;

    private readonly ProgressEstimator _clock = new(scales, options.Time?.TotalSeconds, services.Time);
    private StopReason _stopped = StopReason.Finished;
    private readonly List<Message> _warnings = [];
    private LossValues _losses = LossValues.Zero;
    private int _steps;
    private int _takenBack;

    /// <summary>The source of time.</summary>
    public TimeProvider Time => services.Time;

    /// <summary>Where it is logged.</summary>
    public ILogger Logger => services.Logger;

    /// <summary>What was estimated of it.</summary>
    public RunEstimate? Estimate { get; set; }

    /// <summary>Whether no further scale should begin.</summary>
    public bool IsOver => _stopped != StopReason.Finished;

    /// <summary>Whether the run was ended by its user, who knows that the picture is not finished.</summary>
    public bool IsCancelled => _stopped == StopReason.Cancelled;

    /// <summary>What a checkpoint keeps of it; the steps that an optimiser took back count once that is finished.</summary>
    public RunFigures Figures => new(_steps, _takenBack, _clock.Elapsed.TotalSeconds, _clock.Fraction, _losses);

    /// <summary>Counts on from where a run was that shall go on.</summary>
    public void Resume(RunFigures figures)
    {
        (_steps, _takenBack, _losses) = (figures.Steps, figures.RejectedSteps, figures.Losses);
        _clock.Resume(TimeSpan.FromSeconds(figures.Seconds));
    }

    /// <summary>Remembers what the user should know at the end.</summary>
    public void Warn(Message warning) => _warnings.Add(warning);

    /// <summary>Tells of a step.</summary>
    public void Report(int scale, int step, IPixelOptimizer optimizer)
    {
        _steps++;
        RunTelemetry.CountStep();
        _clock.Advance(scale, step);
        if (services.Progress is not { } progress)
        {
            return;
        }

        var picture = options.PictureEvery > 0 && _steps % options.PictureEvery == 0 ? pictures.Shown(optimizer.Image, scales[scale]) : null;
        progress.Report(new StylizeProgress
        {
            Scale = scale + 1,
            Scales = scales.Count,
            Width = scales[scale].Width,
            Height = scales[scale].Height,
            Step = step,
            Steps = scales[scale].Steps,
            StepsDone = _steps,
            Losses = optimizer.Losses,
            Fraction = _clock.Fraction,
            Elapsed = _clock.Elapsed,
            Remaining = _clock.Remaining,
            Estimate = Estimate,
            Picture = services.LendsPictures ? picture : picture?.InMemory(),
        });
        if (picture is { IsInFile: true })
        {
            pictures.Release(picture);
        }
    }

    /// <summary>Ends the run with the picture so far, since its loss is no longer finite.</summary>
    public void EndBy(StylizeException divergence)
    {
        _stopped = StopReason.Diverged;
        Warn(new Message(divergence.Code, $"{divergence.Details} The picture is as it was before.", divergence.Option));
    }

    /// <summary>Ends the run where it is cancelled or its time is up.</summary>
    public void StopWhereDue(CancellationToken cancellationToken) =>
        _stopped = cancellationToken.IsCancellationRequested || services.StopEarly.IsCancellationRequested ? StopReason.Cancelled
            : _clock.IsTimeUp ? StopReason.TimeUp
            : StopReason.Finished;

    /// <summary>Takes in what an optimiser reached.</summary>
    public void Finish(IPixelOptimizer optimizer)
    {
        _losses = double.IsFinite(optimizer.Losses.Total) ? optimizer.Losses : _losses; // without a step it knows none
        _takenBack += optimizer.RejectedSteps;
    }

    /// <summary>The finished run.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="network">The network.</param>
    /// <param name="strength">The control of its strength; null where none was asked for.</param>
    /// <param name="findings">What the guards found.</param>
    public StylizeResult Result(Imaging.Picture picture, LoadedNetwork network, StrengthController? strength, IReadOnlyList<Message> findings) => new()
    {
        Picture = picture,
        Strength = strength is { BalanceThen: null } ? null : strength?.Reached,
        Balance = strength?.BalanceThen,
        Losses = _losses,
        Steps = _steps,
        Elapsed = _clock.Elapsed,
        Stopped = _stopped,
        Network = network.Name,
        Draft = network.Draft is null ? null : Networks.Compact.CompactNetwork.Name,
        Engine = network.Features.Engine.ToString(),
        Warnings =
        [
            .. findings,
            .. TorchRuntime.Warning is { } warning ? [warning] : Array.Empty<Message>(),
            .. pictures.Warnings,
            .. Estimate?.Warnings(options) ?? [],
            .. _warnings,
            .. _takenBack > Math.Max(StepsWithoutCurvature, _steps / 4) && !pictures.HasNothingToPaint
                ? [new Message(MessageCodes.StepsRejected, $"The loss rose at {_takenBack} of {Counted.Of(_steps, "step")}, which were taken back: lower weights or {new OptionName("precision")} float32 may help.", "precision")]
                : Array.Empty<Message>(),
        ],
    };
}

/// <summary>What a run has done so far.</summary>
/// <param name="Steps">Steps done over all scales.</param>
/// <param name="RejectedSteps">How many of them were taken back, at the scales that are finished.</param>
/// <param name="Seconds">The time that it took.</param>
/// <param name="Fraction">The fraction of its work, 0 to 1.</param>
/// <param name="Losses">The losses that the last finished scale ended with.</param>
internal readonly record struct RunFigures(
    int Steps, [property: JsonPropertyName("TakenBack")] int RejectedSteps, double Seconds, double Fraction, LossValues Losses);
