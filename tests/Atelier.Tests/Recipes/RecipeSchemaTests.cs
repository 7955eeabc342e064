using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atelier.Recipes;

namespace Atelier.Tests.Recipes;

public class RecipeSchemaTests
{
    private static readonly SchemaCheck Schema = new(JsonDocument.Parse(RecipeSchema.ToJson()).RootElement);

    [Fact]
    public void Schema_InTheDocuments_IsThatOfTheOptions() =>
        Assert.True(
            File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "docs", "recipe.schema.json")).ReplaceLineEndings("\n") == RecipeSchema.ToJson(),
            "docs/recipe.schema.json is out of date: write it anew with 'atelier recipe schema > docs/recipe.schema.json'.");

    [Fact]
    public void Recipe_OfARun_FitsTheSchema()
    {
        Assert.Empty(Faults(_ => { }));
        Assert.Empty(Faults(r => r["options"]!.AsObject().Remove("size")));
    }

    [Theory]
    [InlineData("recipe", "2")]
    [InlineData("content", "{\"file\":\"a.png\",\"sha256\":\"12\"}")]
    [InlineData("styles", "[{}]")]
    [InlineData("regions", "[{\"mask\":3}]")]
    [InlineData("options", "{\"size\":3}")]
    [InlineData("options", "{\"size\":64.5}")]
    [InlineData("options", "{\"optimizer\":\"sgd\"}")]
    [InlineData("options", "{\"stroke\":1}")]
    [InlineData("result", "{\"width\":1,\"height\":1,\"steps\":1,\"stopped\":\"finished\",\"engine\":\"cpu\",\"strength\":101}")]
    [InlineData("result", "{\"width\":1,\"height\":1,\"steps\":1,\"stopped\":\"finished\",\"engine\":\"cpu\",\"balance\":0}")]
    [InlineData("output", "\"out.png\"")]
    public void Recipe_WithAFault_FitsNeitherTheSchemaNorTheReader(string field, string json)
    {
        var faulty = Json();
        faulty[field] = JsonNode.Parse(json);

        Assert.NotEmpty(Schema.Faults(JsonDocument.Parse(faulty.ToJsonString()).RootElement));
        Assert.Throws<RecipeException>(() => new RecipeText(faulty.ToJsonString(), "r.json", IsEmbedded: false).Read());
    }

    private static IReadOnlyList<string> Faults(Action<JsonObject> change)
    {
        var json = Json();
        change(json);
        return Schema.Faults(JsonDocument.Parse(json.ToJsonString()).RootElement);
    }

    private static JsonObject Json() => JsonNode.Parse(SampleRecipe.Create().ToJson())!.AsObject();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
