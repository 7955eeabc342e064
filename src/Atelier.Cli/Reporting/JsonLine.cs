using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Atelier.Cli.Running;

namespace Atelier.Cli.Reporting;

/// <summary>What <c>--json</c> writes: JSON objects, each in a line of its own, with the fields that docs/json.md describes.</summary>
internal static class JsonLine
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // paths stay readable; this is no HTML
        Converters = { new FiniteNumberConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes the properties of all parts as one object, and at once, so that a reader never sees half a line.</summary>
    public static void Write(Stream stream, params IEnumerable<object> parts)
    {
        var fields = new OrderedDictionary<string, JsonElement>();
        foreach (var field in parts.SelectMany(p => JsonSerializer.SerializeToElement(p, Options).EnumerateObject()))
        {
            fields.Add(field.Name, field.Value);
        }

        stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(fields, Options), (byte)'\n']);
        stream.Flush();
    }

    /// <summary>The fields of a step.</summary>
    public static object Of(StylizeProgress step) => new
    {
        step.Scale,
        step.Scales,
        step.Width,
        step.Height,
        step.Step,
        step.Steps,
        step.Losses,
        step.Fraction,
        Elapsed = step.Elapsed.TotalSeconds,
        Remaining = step.Remaining?.TotalSeconds,
    };

    /// <summary>The fields of a picture that is written to a file.</summary>
    public static object Of(string output, StylizeResult result) => new
    {
        Output = output,
        result.Picture.Width,
        result.Picture.Height,
        Seconds = result.Elapsed.TotalSeconds,
        result.Steps,
        result.Strength,
        result.Stopped,
        result.Losses,
        result.Network,
        result.Draft,
        result.Engine,
    };

    /// <summary>The fields of an error or a warning.</summary>
    public static object Of(Message message) => new { message.Code, message.Option, Text = CommandNames.Text(message) };

    /// <summary>The field of warnings.</summary>
    public static object Of(IEnumerable<Message> warnings) => new { Warnings = warnings.Select(Of) };

    /// <summary>The fields of an estimate.</summary>
    public static object Of(RunEstimate estimate) => new
    {
        MemoryBytes = estimate.Memory,
        BudgetBytes = estimate.Budget,
        ScratchBytes = estimate.Scratch,
        Seconds = estimate.Time?.TotalSeconds,
        Scales = estimate.Scales.Select(s => new
        {
            s.Width,
            s.Height,
            s.Steps,
            Draft = s.IsDraft,
            s.Tile,
            s.Optimizer,
            History = s.HistorySize,
            MemoryBytes = s.Memory,
            ScratchBytes = s.Scratch,
            Seconds = s.Time?.TotalSeconds,
        }),
    };

    /// <summary>The fields of losses by layer.</summary>
    public static object Of(EvaluationResult result) => new
    {
        result.Network,
        result.Width,
        result.Height,
        result.Content,
        result.Style,
        Tv = new { L1 = result.TvL1, L2 = result.TvL2 },
    };

    // JSON has no infinity and no NaN.
    private sealed class FiniteNumberConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
