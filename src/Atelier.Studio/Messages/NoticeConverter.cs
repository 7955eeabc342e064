using System.Text.Json;
using System.Text.Json.Serialization;
using Atelier.Client;

namespace Atelier.Studio.Messages;

/// <summary>Reads a notice that is kept; of older ones there is only the text.</summary>
internal sealed class NoticeConverter : JsonConverter<Notice>
{
    public override Notice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new Notice(null, reader.GetString()!);
        }

        var kept = JsonSerializer.Deserialize<Kept>(ref reader, options);
        return new Notice(kept.Code, kept.Text);
    }

    public override void Write(Utf8JsonWriter writer, Notice value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Kept(value.Code, value.Text), options);

    private readonly record struct Kept(string? Code, string Text);
}
