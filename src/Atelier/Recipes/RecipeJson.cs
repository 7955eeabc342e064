using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Atelier.Recipes;

/// <summary>How System.Text.Json reads and writes recipes; the names of the fields stand at the types.</summary>
internal static class RecipeJson
{
    /// <summary>In one line of ASCII, for the metadata of pictures.</summary>
    public static JsonSerializerOptions Compact { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Choose } },
    };

    /// <summary>In lines for people. Control characters stay escaped: nothing that a terminal would obey.</summary>
    public static JsonSerializerOptions Readable { get; } = new(Compact)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // A recipe has every option that it keeps, even where it is not set. Elsewhere, what is null is left out, and what is not is required.
    private static void Choose(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.ToList())
        {
            if (type.Type != typeof(StylizeOptions))
            {
                property.IsRequired |= type.Type != typeof(Recipe) && !property.IsSetNullable;
                property.ShouldSerialize ??= (_, value) => value is not null;
            }
            else if (RecipeOptions.All.All(o => o.Name != property.Name))
            {
                type.Properties.Remove(property);
            }
        }
    }
}
