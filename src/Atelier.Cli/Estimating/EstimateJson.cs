using System.Text.Json;
using Atelier.Cli.Reporting;

namespace Atelier.Cli.Estimating;

/// <summary>What a run takes, as fields of a JSON object.</summary>
internal static class EstimateJson
{
    public static void Write(Utf8JsonWriter json, RunEstimate estimate)
    {
        json.WriteNumber("memory_bytes", estimate.Memory);
        json.WriteNumber("budget_bytes", estimate.Budget);
        json.WriteNumber("scratch_bytes", estimate.Scratch);
        json.WriteReal("seconds", estimate.Time?.TotalSeconds);
        json.WriteStartArray("scales");
        foreach (var scale in estimate.Scales)
        {
            json.WriteStartObject();
            json.WriteNumber("width", scale.Width);
            json.WriteNumber("height", scale.Height);
            json.WriteNumber("steps", scale.Steps);
            json.WriteBoolean("draft", scale.IsDraft);
            json.WriteReal("tile", scale.Tile);
            json.WriteString("optimizer", JsonNamingPolicy.KebabCaseLower.ConvertName(scale.Optimizer.ToString()));
            json.WriteReal("history", scale.HistorySize);
            json.WriteNumber("memory_bytes", scale.Memory);
            json.WriteNumber("scratch_bytes", scale.Scratch);
            json.WriteReal("seconds", scale.Time?.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
