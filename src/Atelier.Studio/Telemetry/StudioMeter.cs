using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Atelier.Studio.Telemetry;

/// <summary>The figures of a studio, for OpenTelemetry or <c>dotnet-counters</c>.</summary>
internal sealed class StudioMeter : IDisposable
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Name = "Atelier.Studio";

    private readonly Meter _meter;
    private readonly Histogram<double> _stepSeconds;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _failures;

    public StudioMeter(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _stepSeconds = _meter.CreateHistogram<double>("atelier.step.duration", "s", "Seconds that a step took.");
        _ended = _meter.CreateCounter<long>("atelier.jobs.ended", "{job}", "Jobs that ended, by state.");
        _failures = _meter.CreateCounter<long>("atelier.jobs.failed", "{job}", "Jobs that failed.");
    }

    public static ActivitySource Traces { get; } = new(Name);

    public void ShowQueue(Func<int> count) =>
        _meter.CreateObservableGauge("atelier.queue.length", count, "{job}", "Jobs that wait.");

    public void Step(TimeSpan took) => _stepSeconds.Record(took.TotalSeconds);

    public void Ended(Client.JobState state)
    {
        _ended.Add(1, new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));
        if (state == Client.JobState.Failed)
        {
            _failures.Add(1);
        }
    }

    public void Dispose() => _meter.Dispose();
}
