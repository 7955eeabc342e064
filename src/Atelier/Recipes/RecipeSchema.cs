using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;

namespace Atelier.Recipes;

/// <summary>
/// The JSON Schema of recipes (draft 2020-12), made from the types and the attributes of their properties: <c>docs/recipe.schema.json</c>.
/// Recipes that are read are compared with it, so that it cannot say anything else than the reader does.
/// </summary>
internal static class RecipeSchema
{
    private static readonly JsonNode Defaults = JsonSerializer.SerializeToNode(new StylizeOptions(), RecipeJson.Compact)!;

    private static readonly JsonObject Root = Export();

    /// <summary>The schema as text that ends with a new line.</summary>
    public static string ToJson() => Root.ToJsonString(RecipeJson.Readable) + "\n";

    /// <summary>What is wrong with a recipe, each fault a clause that names the field.</summary>
    internal static IEnumerable<FormattableString> Faults(JsonElement recipe) => Faults(Root, recipe, "recipe");

    private static JsonObject Export()
    {
        var schema = JsonSchemaExporter.GetJsonSchemaAsNode(
            RecipeJson.Compact,
            typeof(Recipe),
            new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe }).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", "urn:atelier:recipe.schema");
        schema.Insert(2, "title", "A recipe of Atelier");
        return schema;
    }

    private static JsonObject Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        // The exporter knows nothing of a value that has a converter, and says "true": anything. One with a range is a number, others are texts.
        var property = context.PropertyInfo;
        var type = property?.AttributeProvider?.IsDefined(typeof(RangeAttribute), inherit: true) == true ? "number" : "string";
        var schema = node as JsonObject ?? new() { ["type"] = property!.IsGetNullable ? new JsonArray(type, "null") : type };
        foreach (var attribute in (property?.AttributeProvider ?? context.TypeInfo.Type).GetCustomAttributes(inherit: true))
        {
            switch (attribute)
            {
                case DescriptionAttribute description:
                    schema.Insert(0, "description", description.Description);
                    break;
                case OptionHelpAttribute option:
                    schema.Insert(0, "description", option.Help);
                    schema["default"] = Defaults[property!.Name]?.DeepClone();
                    break;
                case RangeAttribute range:
                    schema["minimum"] = JsonSerializer.SerializeToNode(range.Minimum);
                    schema["maximum"] = JsonSerializer.SerializeToNode(range.Maximum);
                    break;
                case AllowedValuesAttribute allowed:
                    schema["enum"] = JsonSerializer.SerializeToNode(allowed.Values);
                    break;
                case RegularExpressionAttribute expression:
                    schema["pattern"] = expression.Pattern;
                    break;
                case MinLengthAttribute least:
                    schema[schema["items"] is null ? "minLength" : "minItems"] = least.Length;
                    break;
            }
        }

        return schema;
    }

    private static IEnumerable<FormattableString> Faults(JsonNode rule, JsonElement value, string place)
    {
        rule = Resolved(rule);
        if (!Holds(rule, value))
        {
            return [$"{place}: expected {Expected(rule)}, not {Quoted.Text(value.GetRawText())}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object =>
            [
                .. value.EnumerateObject().SelectMany(p => rule["properties"]![p.Name] is { } inner
                    ? Faults(inner, p.Value, Inside(p.Name))
                    : [$"unknown field {Quoted.Text(Inside(p.Name))}"]),
                .. (rule["required"] as JsonArray ?? []).Select(r => r!.ToString()).Where(name => !value.TryGetProperty(name, out _))
                    .Select(name => (FormattableString)$"{Inside(name)}: expected {Expected(Resolved(rule["properties"]![name]!))}, found nothing"),
            ],
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Faults(rule["items"]!, item, $"{place}[{i}]")),
            _ => [],
        };

        string Inside(string name) => rule == Root ? name : $"{place}.{name}";
    }

    private static JsonNode Resolved(JsonNode rule) =>
        rule["$ref"] is { } pointer ? pointer.ToString().Split('/').Skip(1).Aggregate((JsonNode)Root, (node, name) => node[name]!) : rule;

    private static bool Holds(JsonNode rule, JsonElement value)
    {
        if (rule["enum"] is JsonArray words)
        {
            return words.Any(w => JsonNode.DeepEquals(w, JsonSerializer.SerializeToNode(value)));
        }

        bool Is(string type) => rule["type"] is JsonArray types ? types.Any(t => t!.ToString() == type) : rule["type"]!.ToString() == type;
        return value.ValueKind switch
        {
            JsonValueKind.Object => Is("object"),
            JsonValueKind.Array => Is("array") && value.GetArrayLength() >= ((int?)rule["minItems"] ?? 0),
            JsonValueKind.String => Is("string") && Fits(rule, value.GetString()!),
            JsonValueKind.Number => (Is("number") || (Is("integer") && value.TryGetInt32(out _))) && Fits(rule, value.GetDouble()),
            JsonValueKind.Null => Is("null"),
            _ => Is("boolean"),
        };
    }

    // The whole text has to match: "$" alone lets the end of a line pass.
    private static bool Fits(JsonNode rule, string text) =>
        text.Length >= ((int?)rule["minLength"] ?? 0)
        && (rule["pattern"] is not { } pattern || Regex.Match(text, pattern.ToString()).Length == text.Length);

    private static bool Fits(JsonNode rule, double number) => !(number < (double?)rule["minimum"]) && !(number > (double?)rule["maximum"]);

    private static string Expected(JsonNode rule)
    {
        if (rule["enum"] is JsonArray words)
        {
            return string.Join(", ", words.OfType<JsonNode>());
        }

        var range = rule["minimum"] is { } least ? $" from {least} to {rule["maximum"]}" : "";
        return (rule["type"] is JsonArray types ? types[0] : rule["type"])!.ToString() switch
        {
            "object" => "an object",
            "array" => rule["minItems"] is { } count ? $"a list of at least {count}" : "a list",
            "integer" => $"a whole number{range}",
            "number" => $"a number{range}",
            "boolean" => "true or false",
            _ => rule["pattern"] is null ? "a text" : rule["description"]!.ToString(),
        };
    }
}
