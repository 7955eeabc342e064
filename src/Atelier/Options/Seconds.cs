using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Atelier;

/// <summary>A span of time as recipes and commands have it: a number of seconds.</summary>
internal sealed class Seconds : JsonConverter<TimeSpan>
{
    /// <summary>The span of so many seconds, to the nearest tick; null where there is none of that length.</summary>
    public static TimeSpan? Span(double seconds) =>
        Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)) : null;

    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Span(reader.GetDouble()) ?? throw new JsonException("The number of seconds is too large.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalSeconds);
}

/// <summary>The range of a span of time, in seconds.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecondsRangeAttribute(double minimum, double maximum) : RangeAttribute(minimum, maximum)
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => base.IsValid((value as TimeSpan?)?.TotalSeconds);
}
