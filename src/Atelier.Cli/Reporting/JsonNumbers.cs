using System.Text.Json;

namespace Atelier.Cli.Reporting;

/// <summary>Numbers as JSON has them.</summary>
internal static class JsonNumbers
{
    /// <summary>Writes a number, or null for what JSON has no number for.</summary>
    public static void WriteReal(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
