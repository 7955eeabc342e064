using System.Text.Encodings.Web;
using System.Text.Json;

namespace Atelier.Cli.Reporting;

/// <summary>A JSON object in a line of its own.</summary>
internal static class JsonLine
{
    // Paths stay readable; this is no HTML.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it at once, so that a reader never sees half a line.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="write">Writes the fields.</param>
    public static void Write(Stream stream, Action<Utf8JsonWriter> write)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Relaxed))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        stream.Write(line.GetBuffer(), 0, (int)line.Length);
        stream.Flush();
    }

    /// <summary>The same with what kind of line it is in front.</summary>
    public static void Write(Stream stream, string type, Action<Utf8JsonWriter> write) => Write(stream, json =>
    {
        json.WriteString("type", type);
        write(json);
    });
}
