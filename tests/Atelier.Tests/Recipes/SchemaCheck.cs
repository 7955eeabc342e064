using System.Text.Json;
using System.Text.RegularExpressions;

namespace Atelier.Tests.Recipes;

/// <summary>A judge of JSON by the keywords that the recipe's schema uses, written apart from the code that reads recipes.</summary>
internal sealed class SchemaCheck(JsonElement schema)
{
    private static readonly string[] Known =
    [
        "$schema", "$id", "$ref", "title", "description", "default", "type", "enum", "const", "pattern",
        "properties", "required", "additionalProperties", "items", "minItems", "minLength", "minimum", "maximum",
    ];

    /// <summary>What the schema has against a value, each with its place.</summary>
    public IReadOnlyList<string> Faults(JsonElement value) => [.. Faults(schema, value, "$")];

    private IEnumerable<string> Faults(JsonElement rule, JsonElement value, string place)
    {
        Assert.All(rule.EnumerateObject(), keyword => Assert.Contains(keyword.Name, Known));
        return rule.EnumerateObject().SelectMany(k => Faults(k.Name, k.Value, rule, value, place));
    }

    private IEnumerable<string> Faults(string keyword, JsonElement asked, JsonElement rule, JsonElement value, string place)
    {
        switch (keyword)
        {
            case "$ref":
                return Faults(asked.GetString()!.Split('/').Skip(1).Aggregate(schema, (found, name) => found.GetProperty(name)), value, place);
            case "properties" when value.ValueKind == JsonValueKind.Object:
                return value.EnumerateObject().Where(p => asked.TryGetProperty(p.Name, out _)).SelectMany(p => Faults(asked.GetProperty(p.Name), p.Value, $"{place}.{p.Name}"));
            case "items" when value.ValueKind == JsonValueKind.Array:
                return value.EnumerateArray().SelectMany((e, i) => Faults(asked, e, $"{place}[{i}]"));
            default:
                return Holds(keyword, asked, rule, value) ? [] : [$"{place}: {keyword}"];
        }
    }

    private static bool Holds(string keyword, JsonElement asked, JsonElement rule, JsonElement value) => (keyword, value.ValueKind) switch
    {
        ("type", _) => (asked.ValueKind == JsonValueKind.Array ? asked.EnumerateArray() : Enumerable.Repeat(asked, 1)).Any(t => IsOf(t.GetString()!, value)),
        ("enum", _) => asked.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)),
        ("const", _) => JsonElement.DeepEquals(asked, value),
        ("pattern", JsonValueKind.String) => Regex.IsMatch(value.GetString()!, asked.GetString()!),
        ("minLength", JsonValueKind.String) => value.GetString()!.Length >= asked.GetInt32(),
        ("minItems", JsonValueKind.Array) => value.GetArrayLength() >= asked.GetInt32(),
        ("minimum", JsonValueKind.Number) => value.GetDouble() >= asked.GetDouble(),
        ("maximum", JsonValueKind.Number) => value.GetDouble() <= asked.GetDouble(),
        ("required", JsonValueKind.Object) => asked.EnumerateArray().All(r => value.TryGetProperty(r.GetString()!, out _)),
        ("additionalProperties", JsonValueKind.Object) => asked.ValueKind == JsonValueKind.False
            && value.EnumerateObject().All(p => rule.GetProperty("properties").TryGetProperty(p.Name, out _)),
        _ => true,
    };

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() % 1 == 0,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new ArgumentException(type),
    };
}
