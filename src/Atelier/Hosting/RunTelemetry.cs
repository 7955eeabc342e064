using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Atelier.Imaging;
using Microsoft.Extensions.Logging;

namespace Atelier;

/// <summary>Logs, counts and traces runs. Meter and activity source have the name of the library.</summary>
internal static partial class RunTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Atelier";

    private static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("atelier.runs", "{run}", "Runs that ended, by outcome.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("atelier.run.duration", "s", "Seconds that a run took, by outcome.");
    private static readonly Counter<long> Steps = Meter.CreateCounter<long>("atelier.steps", "{step}", "Steps of optimisation done.");

    /// <summary>Runs the method and tells how it ends.</summary>
    /// <param name="logger">Where it is logged.</param>
    /// <param name="content">The content picture.</param>
    /// <param name="options">The options.</param>
    /// <param name="run">The run.</param>
    public static StylizeResult Observe(ILogger logger, Picture content, StylizeOptions options, Func<StylizeResult> run)
    {
        using var activity = Activities.StartActivity("stylize");
        RunStarted(logger, content.Width, content.Height, options.Size);
        var (start, outcome) = (Stopwatch.GetTimestamp(), "failed");
        try
        {
            var result = run();
            outcome = JsonNamingPolicy.KebabCaseLower.ConvertName(result.Stopped.ToString());
            foreach (var warning in result.Warnings)
            {
                Warned(logger, warning.Code, warning);
            }

            return result;
        }
        catch (OperationCanceledException)
        {
            outcome = "cancelled";
            throw;
        }
        catch (Exception error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
            throw;
        }
        finally
        {
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var tag = new KeyValuePair<string, object?>("outcome", outcome);
            activity?.SetTag(tag.Key, outcome);
            Runs.Add(1, tag);
            Duration.Record(seconds, tag);
            RunEnded(logger, outcome, seconds);
        }
    }

    /// <summary>Counts a step.</summary>
    public static void CountStep() => Steps.Add(1);

    [LoggerMessage(1, LogLevel.Information, "Run started: content {Width}×{Height}, result {Size} pixels.")]
    private static partial void RunStarted(ILogger logger, int width, int height, int size);

    [LoggerMessage(2, LogLevel.Debug, "Scale {Scale}/{Scales} started: {Width}×{Height}, {Steps} steps.")]
    public static partial void ScaleStarted(ILogger logger, int scale, int scales, int width, int height, int steps);

    [LoggerMessage(3, LogLevel.Debug, "Checkpoint {Path} written.")]
    public static partial void CheckpointWritten(ILogger logger, string path);

    [LoggerMessage(4, LogLevel.Warning, "Checkpoint {Path} could not be written.")]
    public static partial void CheckpointFailed(ILogger logger, Exception error, string path);

    [LoggerMessage(5, LogLevel.Warning, "{Code}: {Warning}")]
    private static partial void Warned(ILogger logger, string code, Message warning);

    [LoggerMessage(6, LogLevel.Information, "Run ended: {Outcome} after {Seconds:0.0} s.")]
    private static partial void RunEnded(ILogger logger, string outcome, double seconds);
}
