using System.Globalization;

namespace Atelier.Cli.Reporting;

/// <summary>The state of a run in words.</summary>
internal static class RunText
{
    /// <summary>What is said after Ctrl-C.</summary>
    public const string Stopping = "Stopping after this step, with the best picture so far. Ctrl-C again ends at once.";

    /// <summary>A warning's line.</summary>
    public static string Warning(string warning) => $"atelier: warning: {warning}";

    /// <summary>How much is done.</summary>
    public static string Percent(StylizeProgress value) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(value.Fraction, 0, 1) * 100:0} %");

    /// <summary>The scale, its size and the step.</summary>
    public static string Place(StylizeProgress value) =>
        $"scale {value.Scale}/{value.Scales} ({value.Width}×{value.Height}), step {value.Step}/{value.Steps}";

    /// <summary>The losses.</summary>
    public static string Losses(LossValues losses) => string.Create(
        CultureInfo.InvariantCulture,
        $"content {losses.Content:G4}, style {losses.Style:G4}, tv {losses.TotalVariation:G4}");

    /// <summary>The time gone and the time left.</summary>
    public static string Times(StylizeProgress value) =>
        $"{Time(value.Elapsed)} gone" + (value.Remaining is { } left ? $", about {Time(left)} left" : "");

    /// <summary>Minutes and seconds, or hours too; days are counted as hours.</summary>
    public static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}")
        : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    /// <summary>The last line.</summary>
    public static string Done(string output, StylizeResult result)
    {
        var end = result.Stopped switch
        {
            StopReason.TimeUp => ", as its time was up",
            StopReason.Cancelled => ", interrupted",
            _ => "",
        };
        var strength = result.Strength is { } reached ? string.Create(CultureInfo.InvariantCulture, $", strength {reached:0}") : "";
        return $"Wrote {output} ({result.Picture.Width}×{result.Picture.Height}) after {result.Steps} steps in {Time(result.Elapsed)}{end}{strength}; "
            + $"{result.Network}{(result.Draft is { } draft ? $" after a draft by {draft}" : "")} on {result.Engine}";
    }
}
