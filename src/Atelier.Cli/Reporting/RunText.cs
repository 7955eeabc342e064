using System.Globalization;
using Atelier.Cli.Running;

namespace Atelier.Cli.Reporting;

/// <summary>The state of a run in words.</summary>
internal static class RunText
{
    private const long MostSaid = 1L << 50; // of a GPU nobody knows

    public const string Stopping = "Stopping after this step, with the best picture so far. Ctrl-C again ends at once.";

    public static string Warning(Message warning) => $"atelier: warning: {CommandNames.Text(warning)}";

    /// <summary>Memory, disk and time of a run, in one line.</summary>
    public static string Estimate(RunEstimate estimate)
    {
        var last = estimate.Scales[^1];
        var scales = estimate.Scales.Count == 1 ? "1 scale" : $"{estimate.Scales.Count} scales";
        List<string> parts =
        [
            $"{scales} to {last.Width}×{last.Height}, {string.Join('+', estimate.Scales.Select(s => s.Steps.ToString(CultureInfo.InvariantCulture)))} steps",
            $"up to {Bytes(estimate.Memory)} of memory" + (estimate.Budget < MostSaid ? $" ({Bytes(estimate.Budget)} may be used)" : ""),
        ];
        if (estimate.Scratch > 0)
        {
            parts.Add($"{Bytes(estimate.Scratch)} of scratch space");
        }

        if (last.Tile is { } tile)
        {
            parts.Add($"tiles of {tile.ToString(CultureInfo.InvariantCulture)} pixels");
        }

        parts.Add(last.HistorySize is { } history ? $"L-BFGS with {history.ToString(CultureInfo.InvariantCulture)} pairs" : "Adam");
        if (estimate.Time is { } time)
        {
            parts.Add($"about {Time(time)}");
        }

        return string.Join(", ", parts);
    }

    public static string Bytes(long bytes) => bytes >= 1L << 29
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0} MiB");

    public static string Percent(StylizeProgress value) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(value.Fraction, 0, 1) * 100:0} %");

    /// <summary>The scale, its size and the step.</summary>
    public static string Place(StylizeProgress value) =>
        $"scale {value.Scale}/{value.Scales} ({value.Width}×{value.Height}), step {value.Step}/{value.Steps}";

    // The width of a terminal has room for no more.
    private const int TermsOfALine = 3;

    public static string Losses(LossValues losses) =>
        string.Join(", ", losses.Terms.Take(TermsOfALine).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value:G4}")));

    /// <summary>The time gone and the time left.</summary>
    public static string Times(StylizeProgress value) =>
        $"{Time(value.Elapsed)} gone" + (value.Remaining is { } left ? $", about {Time(left)} left" : "");

    /// <summary>Minutes and seconds, or hours too; days are counted as hours.</summary>
    public static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}")
        : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    public static string Done(string output, StylizeResult result)
    {
        var end = result.Stopped switch
        {
            StopReason.TimeUp => ", as its time was up",
            StopReason.Cancelled => ", interrupted",
            StopReason.Diverged => ", as its loss was no longer finite",
            _ => "",
        };
        var strength = result.Strength is { } reached ? string.Create(CultureInfo.InvariantCulture, $", strength {reached:0}") : "";
        return $"Wrote {output} ({result.Picture.Width}×{result.Picture.Height}) after {result.Steps} steps in {Time(result.Elapsed)}{end}{strength}; "
            + $"{result.Network}{(result.Draft is { } draft ? $" after a draft by {draft}" : "")} on {result.Engine}";
    }
}
