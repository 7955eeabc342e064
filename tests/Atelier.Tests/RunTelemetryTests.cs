using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Atelier.Imaging;
using Atelier.Tests.Networks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Atelier.Tests;

/// <summary>How programs get a stylizer, and what it tells them beside its results.</summary>
public class RunTelemetryTests
{
    private static StylizeRequest Request => new(FormulaPictures.Content, FormulaPictures.Style);

    [Fact]
    public async Task AddAtelier_Always_GivesOneStylizerThatIsDisposedWithTheContainer()
    {
        var settings = new StylizerSettings();
        var provider = new ServiceCollection()
            .AddAtelier(s => s.Options = SmallRun.Options with { Color = ColorMode.Only })
            .PostConfigure<StylizerSettings>(s => settings = s)
            .BuildServiceProvider();

        var stylizer = provider.GetRequiredService<IStylizer>();
        var result = await stylizer.RunAsync(Request);

        Assert.Equal(48, result.Picture.Width);
        Assert.Same(stylizer, provider.GetRequiredService<IStylizer>());
        Assert.Same(settings, provider.GetRequiredService<IOptions<StylizerSettings>>().Value);
        await provider.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => stylizer.Run(Request));
    }

    [Theory]
    [InlineData(false, "finished", 12)]
    [InlineData(true, "cancelled", 4)]
    public async Task Run_Always_IsCountedTracedAndLogged(bool isCancelled, string outcome, int steps)
    {
        var (runs, seconds, counted, activities) = (new ConcurrentBag<object?>(), 0, 0L, new ConcurrentBag<Activity>());
        using var mine = new Activity("test").Start();
        using var activityListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RunTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == mine.TraceId)
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(activityListener);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name == RunTelemetry.Name)
                {
                    me.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (Activity.Current?.TraceId != mine.TraceId)
            {
                return; // that of a test beside this one
            }

            if (instrument.Name == "atelier.runs")
            {
                runs.Add(tags[0].Value);
            }
            else
            {
                Interlocked.Add(ref counted, value);
            }
        });
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => seconds += Activity.Current?.TraceId == mine.TraceId && value > 0 ? 1 : 0);
        listener.Start();
        var log = new TestLog();
        using var stylizer = new Stylizer(new StylizerSettings { Options = SmallRun.Options }, TinyNetwork.Load, log);
        using var cancellation = new CancellationTokenSource();
        var progress = new Listener(p => { if (isCancelled && p.StepsDone == steps) { cancellation.Cancel(); } });

        if (isCancelled)
        {
            await Assert.ThrowsAsync<StylizeCanceledException>(() => stylizer.RunAsync(Request, progress, cancellation.Token));
        }
        else
        {
            await stylizer.RunAsync(Request, progress, cancellation.Token);
        }

        Assert.Equal([outcome], runs);
        Assert.Equal((1, (long)steps), (seconds, counted));
        Assert.Equal(outcome, Assert.Single(activities).GetTagItem("outcome"));
        Assert.Contains(log.Lines, l => l.StartsWith("Run started: content 64×48", StringComparison.Ordinal));
        Assert.Contains(log.Lines, l => l.StartsWith("Scale 1/2 started", StringComparison.Ordinal));
        Assert.Contains(log.Lines, l => l.StartsWith($"Run ended: {outcome}", StringComparison.Ordinal));
    }

    private sealed class TestLog : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}
