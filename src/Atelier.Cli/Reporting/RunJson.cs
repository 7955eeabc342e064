using System.Text.Json;
using Atelier.Cli.Running;

namespace Atelier.Cli.Reporting;

/// <summary>The state and the result of a run, as fields of a JSON object.</summary>
internal static class RunJson
{
    public static void WriteProgress(this Utf8JsonWriter json, StylizeProgress value)
    {
        json.WriteNumber("scale", value.Scale);
        json.WriteNumber("scales", value.Scales);
        json.WriteNumber("width", value.Width);
        json.WriteNumber("height", value.Height);
        json.WriteNumber("step", value.Step);
        json.WriteNumber("steps", value.Steps);
        WriteLosses(json, value.Losses);
        json.WriteReal("fraction", value.Fraction);
        json.WriteReal("elapsed", value.Elapsed.TotalSeconds);
        json.WriteReal("remaining", value.Remaining?.TotalSeconds);
    }

    public static void WriteResult(this Utf8JsonWriter json, string output, StylizeResult result)
    {
        json.WriteString("output", output);
        json.WriteNumber("width", result.Picture.Width);
        json.WriteNumber("height", result.Picture.Height);
        json.WriteReal("seconds", result.Elapsed.TotalSeconds);
        json.WriteNumber("steps", result.Steps);
        json.WriteReal("strength", result.Strength);
        json.WriteString("stopped", JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Stopped.ToString()));
        WriteLosses(json, result.Losses);
        json.WriteString("network", result.Network);
        json.WriteString("draft", result.Draft);
        json.WriteString("engine", result.Engine);
    }

    public static void WriteWarnings(this Utf8JsonWriter json, IEnumerable<Message> warnings)
    {
        json.WriteStartArray("warnings");
        foreach (var warning in warnings)
        {
            json.WriteStartObject();
            json.WriteMessage(warning);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteMessage(this Utf8JsonWriter json, Message message, string text = "text")
    {
        json.WriteString("code", message.Code);
        json.WriteString("option", message.Option);
        json.WriteString(text, CommandNames.Text(message));
    }

    private static void WriteLosses(Utf8JsonWriter json, LossValues losses)
    {
        json.WriteStartObject("losses");
        json.WriteReal("total", losses.Total);
        foreach (var (name, value) in losses.Terms)
        {
            json.WriteReal(name, value);
        }

        json.WriteEndObject();
    }
}
