using System.Diagnostics;
using Atelier.Client;
using Atelier.Imaging;
using Atelier.Studio.Telemetry;

namespace Atelier.Studio.Jobs;

/// <summary>Listens to a run and tells its feed, on the thread that paints: it must be quick.</summary>
internal sealed class JobProgressReporter(JobEventStream feed, StudioMeter meter, Action keep) : IProgress<StylizeProgress>
{
    private const int PreviewSide = 768;

    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(2);
    private static readonly PictureWriteOptions Writing = new() { Quality = 82 };

    private readonly Stopwatch _sinceKept = Stopwatch.StartNew();
    private TimeSpan _untilKept = JobCheckpoints.First;
    private readonly Stopwatch _sincePreview = Stopwatch.StartNew();
    private TimeSpan _pause = TimeSpan.FromSeconds(0.5);
    private long _lastStep = Stopwatch.GetTimestamp();
    private int _done;

    public void Report(StylizeProgress value)
    {
        _done = value.StepsDone;
        meter.Step(Stopwatch.GetElapsedTime(_lastStep));
        _lastStep = Stopwatch.GetTimestamp();
        feed.Tell(new JobProgress
        {
            Scale = value.Scale,
            Scales = value.Scales,
            Step = value.Step,
            Steps = value.Steps,
            Number = _done,
            Fraction = Math.Round(value.Fraction, 4),
            SecondsLeft = value.Remaining is { } left ? Math.Round(left.TotalSeconds, 1) : null,
            Losses = Losses(value.Losses),
        });
        if (value.Picture is { } picture && _sincePreview.Elapsed >= _pause)
        {
            Show(picture);
        }

        // Beside the engine's checkpoints: what watchers see is kept about as often as what the run goes on from.
        if (_sinceKept.Elapsed >= _untilKept)
        {
            keep();
            _sinceKept.Restart();
            _untilKept = JobCheckpoints.Every;
        }
    }

    /// <summary>Shows a picture on the way: at most a fiftieth of the time goes into them; or the last one, which is due however short the run was.</summary>
    public void Show(Picture picture)
    {
        var began = Stopwatch.GetTimestamp();
        var small = picture.LongestSide > PreviewSide ? PictureResizer.ResizeToLongestSide(picture, PreviewSide) : picture;
        feed.Tell(small.Encode(picture.Alpha is null ? PictureFormat.Jpeg : PictureFormat.WebP, Writing), _done);
        var took = Stopwatch.GetElapsedTime(began);
        _pause = took * 50 > LeastPause ? took * 50 : LeastPause;
        _sincePreview.Restart();
    }

    private static Dictionary<string, float> Losses(LossValues losses) =>
        losses.Terms.Prepend(new("total", losses.Total)).ToDictionary(l => l.Key, l => (float)l.Value);
}
