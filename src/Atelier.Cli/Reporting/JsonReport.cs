using System.Text.Encodings.Web;
using System.Text.Json;
using Atelier.Cli.Running;

namespace Atelier.Cli.Reporting;

/// <summary>One JSON object a line, and nothing else.</summary>
internal sealed class JsonReport(Stream stream) : IRunReport, IProgress<StylizeProgress>
{
    // Paths stay readable; this is no HTML.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<string> _warnings = [];

    /// <inheritdoc/>
    public void Warn(string warning) => _warnings.Add(warning);

    /// <inheritdoc/>
    public void Note(string note) => _warnings.Add(note);

    /// <inheritdoc/>
    public void Begin(RunPlan plan)
    {
    }

    /// <inheritdoc/>
    public StylizeResult Watch(Func<IProgress<StylizeProgress>, StylizeResult> run) => run(this);

    /// <inheritdoc/>
    public void Report(StylizeProgress value) => Line("progress", json =>
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
    });

    /// <inheritdoc/>
    public void Interrupted()
    {
    }

    /// <inheritdoc/>
    public void Done(string output, StylizeResult result) => Line("done", json =>
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
        json.WriteNumber("peak_memory_bytes", PeakMemory.Bytes());
        json.WriteStartArray("warnings");
        foreach (var warning in _warnings.Concat(result.Warnings))
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
    });

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static void WriteLosses(Utf8JsonWriter json, LossValues losses)
    {
        json.WriteStartObject("losses");
        json.WriteReal("total", losses.Total);
        json.WriteReal("content", losses.Content);
        json.WriteReal("style", losses.Style);
        json.WriteReal("tv", losses.TotalVariation);
        json.WriteReal("range", losses.Range);
        json.WriteEndObject();
    }

    private void Line(string type, Action<Utf8JsonWriter> write)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            write(json);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        stream.Write(line.GetBuffer(), 0, (int)line.Length); // at once, so that a reader never sees half a line
        stream.Flush();
    }
}
