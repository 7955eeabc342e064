using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atelier.Recipes;

/// <summary>The JSON Schema of recipes (draft 2020-12), made from the options: <c>docs/recipe.schema.json</c>.</summary>
public static class RecipeSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The words for what of the photograph's metadata is written.</summary>
    internal static IReadOnlyList<string> MetadataWords { get; } = [.. Enum.GetNames<Imaging.KeptMetadata>().Select(n => n.ToLowerInvariant())];

    /// <summary>The words for why a run ended.</summary>
    internal static IReadOnlyList<string> StopWords { get; } =
        [.. Enum.GetNames<StopReason>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    /// <summary>The schema as text that ends with a new line.</summary>
    public static string ToJson() => Root().ToJsonString(Readable) + "\n";

    private static JsonObject Root() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = "urn:atelier:recipe.schema",
        ["title"] = "A recipe of Atelier",
        ["description"] = "Everything that a picture was made from. It says nothing of where results go.",
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["recipe"] = new JsonObject { ["const"] = Recipe.Format, ["description"] = "the format of the recipe" },
            ["atelier"] = Text("the version of Atelier that made the picture", @"^\d+\.\d+(\.\d+)*([-+].*)?$"),
            ["content"] = Described("the content picture", Reference("file")),
            ["styles"] = List("the style pictures, in their order; at least one, or a region", minimum: 0),
            ["regions"] = Regions(),
            ["files"] = List("further pictures, which options name", minimum: 0),
            ["network"] = Network(),
            ["options"] = Options(),
            ["writing"] = Writing(),
            ["result"] = Result(),
        },
        ["required"] = new JsonArray("recipe", "atelier", "content", "styles", "network", "options"),
        ["additionalProperties"] = false,
        ["$defs"] = new JsonObject { ["file"] = File() },
    };

    private static JsonObject File() => Closed(
        new JsonObject
        {
            ["file"] = new JsonObject
            {
                ["type"] = "string",
                ["minLength"] = 1,
                ["description"] = "its path as seen from the recipe's folder; in a picture's metadata its name alone",
            },
            ["sha256"] = Sha256(),
        },
        "file",
        "sha256");

    private static JsonObject Regions() => new()
    {
        ["description"] = "parts of the content picture with styles of their own",
        ["type"] = "array",
        ["items"] = Closed(
            new JsonObject { ["mask"] = Reference("file"), ["styles"] = List("how it is painted", minimum: 1), ["style-mask"] = Reference("file") },
            "mask",
            "styles"),
    };

    private static JsonObject Network() => Described("the network", Closed(
        new JsonObject
        {
            ["name"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 },
            ["file"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["description"] = "its weights file, for one that is neither installed nor embedded" },
            ["sha256"] = Sha256(),
        },
        "name",
        "sha256"));

    private static JsonObject Options()
    {
        var properties = new JsonObject();
        foreach (var option in RecipeOptions.All)
        {
            properties[option.Name] = Option(option);
        }

        return Described("the options of the run; one that is missing has its default", Closed(properties));
    }

    private static JsonObject Option(StylizeOption option)
    {
        var isOptional = RecipeOptions.IsOptional(option);
        var type = RecipeOptions.JsonType(option);
        var schema = new JsonObject
        {
            ["description"] = option.Help,
            ["type"] = isOptional ? new JsonArray(type, "null") : type,
        };
        if (option.Choices.Count > 0)
        {
            schema["enum"] = new JsonArray([.. option.Choices.Select(c => JsonValue.Create(c)), .. isOptional ? new JsonNode?[] { null } : []]);
        }

        if (option.Range is { } range)
        {
            AddRange(schema, range);
        }

        schema["default"] = option.TextIn(new StylizeOptions()) is not { } text ? null : type == "string" ? text : JsonNode.Parse(text);
        return schema;
    }

    private static void AddRange(JsonObject schema, RangeAttribute range)
    {
        schema["minimum"] = Number(range.Minimum);
        schema["maximum"] = Number(range.Maximum);
    }

    private static JsonNode Number(object value) =>
        JsonNode.Parse(Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture))!;

    private static JsonObject Writing() => Described("how the picture was written", Closed(
        new JsonObject
        {
            ["quality"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 100 },
            ["bit-depth"] = new JsonObject { ["enum"] = new JsonArray(8, 16) },
            ["metadata"] = Described(
                "what of the photograph's metadata was written; keep where it is missing",
                new JsonObject { ["enum"] = new JsonArray([.. MetadataWords.Select(w => JsonValue.Create(w))]) }),
        },
        "quality",
        "bit-depth"));

    private static JsonObject Result() => Described("what the run came to", Closed(
        new JsonObject
        {
            ["width"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            ["height"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            ["steps"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
            ["stopped"] = new JsonObject { ["enum"] = new JsonArray([.. StopWords.Select(w => JsonValue.Create(w))]) },
            ["engine"] = new JsonObject { ["type"] = "string" },
            ["strength"] = Described("the strength that the picture has", new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 100 }),
            ["balance"] = Described("the factor on style over content that it was reached with", new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0 }),
        },
        "width",
        "height",
        "steps",
        "stopped",
        "engine"));

    private static JsonObject List(string description, int minimum) => new()
    {
        ["description"] = description,
        ["type"] = "array",
        ["items"] = Reference("file"),
        ["minItems"] = minimum,
    };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Sha256() => Text("the checksum of the file", "^[0-9a-f]{64}$");

    private static JsonObject Text(string description, string pattern) =>
        new() { ["description"] = description, ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject Described(string description, JsonObject schema)
    {
        schema.Insert(0, "description", description);
        return schema;
    }

    private static JsonObject Closed(JsonObject properties, params string[] required) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(r))]),
        ["additionalProperties"] = false,
    };
}
