using System.Globalization;
using Atelier.Cli.Reporting;

namespace Atelier.Cli.Estimating;

/// <summary>What a run takes, as a small table.</summary>
internal static class EstimateTable
{
    public static void Write(RunEstimate estimate, TextWriter writer)
    {
        foreach (var scale in estimate.Scales)
        {
            var optimizer = scale.HistorySize is { } history ? $"L-BFGS, {history} pairs" : "Adam";
            var tile = scale.Tile is { } side ? $"tiles of {side}" : "as a whole";
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{$"{scale.Width}×{scale.Height}",-12} {scale.Steps,4} steps{(scale.IsDraft ? " of the draft" : ""),-13} {tile,-13}  {optimizer,-18}  {RunText.Bytes(scale.Memory),8}  {RunText.Bytes(scale.Scratch),8} scratch  {RunText.Time(scale.Time ?? TimeSpan.Zero),8}"));
        }

        writer.WriteLine(RunText.Estimate(estimate));
    }
}
