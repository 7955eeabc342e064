using System.Globalization;
using Atelier.Cli.Reporting;
using Atelier.Cli.Running;

namespace Atelier.Cli.Batches;

/// <summary>The state of a batch in words.</summary>
internal static class BatchText
{
    public const string Stopping = "Stopping after this step; run the same command again to go on. Ctrl-C again ends at once.";

    public static string Begin(BatchPlan plan, int index, BatchJob job) =>
        string.Create(CultureInfo.InvariantCulture, $"{plan.Finished + index + 1}/{plan.Count}: {job.Content} with {job.Style.Name} into {job.Output}");

    /// <summary>How much of the whole is done, and how long the rest will take.</summary>
    public static string Whole(double fraction, TimeSpan elapsed)
    {
        var left = fraction > 0.01 ? $", about {RunText.Time(elapsed * ((1 - fraction) / fraction))} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(fraction, 0, 1) * 100:0} %  {RunText.Time(elapsed)} gone{left}");
    }

    public static string Done(BatchOutcome outcome) =>
        $"Painted {outcome.Painted} of {outcome.Count} pictures"
        + (outcome.FinishedBefore > 0 ? $"; {outcome.FinishedBefore} were finished before" : "")
        + (outcome.Failures.Count > 0 ? $"; {outcome.Failures.Count} failed" : "")
        + (outcome.IsInterrupted ? "; interrupted" : "");

    public static string Failed((BatchJob Job, Message Reason) failure) => CommandNames.Text(Of(failure.Job.Output, failure.Reason));

    public static Message Of(string path, Message message) => new(message.Code, $"{path}: {message}", message.Option);
}
