using System.Text.Json;
using Atelier.Cli.Reporting;

namespace Atelier.Cli.Evaluating;

/// <summary>Losses as one line of JSON.</summary>
internal static class EvaluationJson
{
    public static void Write(EvaluationResult result, Stream stream) => JsonLine.Write(stream, json =>
    {
        json.WriteString("network", result.Network);
        json.WriteNumber("width", result.Width);
        json.WriteNumber("height", result.Height);
        WriteLayers(json, "content", result.Content);
        WriteLayers(json, "style", result.Style);
        json.WriteStartObject("tv");
        json.WriteReal("l1", result.TvL1);
        json.WriteReal("l2", result.TvL2);
        json.WriteEndObject();
    });

    private static void WriteLayers(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> layers)
    {
        json.WriteStartObject(name);
        foreach (var (layer, loss) in layers)
        {
            json.WriteReal(layer, loss);
        }

        json.WriteEndObject();
    }
}
