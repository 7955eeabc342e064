using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Atelier.Imaging;

namespace Atelier.Recipes;

/// <summary>Writes recipes as JSON; <see cref="RecipeSchema"/> describes it.</summary>
internal static class RecipeWriter
{
    private static readonly JsonWriterOptions ForPeople = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>In one line of ASCII, with file names only.</summary>
    public static string Compact(Recipe recipe) =>
        Encoding.UTF8.GetString(Write(recipe, path => Path.GetFileName(path), new JsonWriterOptions()));

    /// <summary>In lines for people, with paths relative to a folder.</summary>
    public static byte[] Readable(Recipe recipe, string folder) =>
        [.. Write(recipe, path => Relative(path, folder), ForPeople), (byte)'\n'];

    /// <summary>A recipe as it is, in lines for people. Control characters stay escaped: nothing that a terminal would obey.</summary>
    public static string Readable(JsonDocument recipe)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, ForPeople))
        {
            recipe.WriteTo(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static byte[] Write(Recipe recipe, Func<string, string> rename, JsonWriterOptions options)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteNumber("recipe", Recipe.Format);
            json.WriteString("atelier", recipe.Version);
            json.WritePropertyName("content");
            WriteFile(json, recipe.Content, rename);
            WriteFiles(json, "styles", recipe.Styles, rename);
            WriteRegions(json, recipe.Regions, rename);
            WriteFiles(json, "files", recipe.Files, rename);
            WriteNetwork(json, recipe.Network, rename);
            WriteOptions(json, RecipeOptions.WithFiles(recipe.Options, path => Unmistakable(rename(path))));
            WriteWriting(json, recipe);
            WriteResult(json, recipe.Result);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteRegions(Utf8JsonWriter json, IReadOnlyList<RecipeRegion> regions, Func<string, string> rename)
    {
        json.WriteStartArray("regions");
        foreach (var region in regions)
        {
            json.WriteStartObject();
            json.WritePropertyName("mask");
            WriteFile(json, region.Mask, rename);
            WriteFiles(json, "styles", region.Styles, rename);
            if (region.StyleMask is { } mask)
            {
                json.WritePropertyName("style-mask");
                WriteFile(json, mask, rename);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFiles(Utf8JsonWriter json, string name, IReadOnlyList<RecipeFile> files, Func<string, string> rename)
    {
        json.WriteStartArray(name);
        foreach (var file in files)
        {
            WriteFile(json, file, rename);
        }

        json.WriteEndArray();
    }

    private static void WriteFile(Utf8JsonWriter json, RecipeFile file, Func<string, string> rename)
    {
        json.WriteStartObject();
        json.WriteString("file", rename(file.Path));
        json.WriteString("sha256", file.Sha256);
        json.WriteEndObject();
    }

    private static void WriteNetwork(Utf8JsonWriter json, RecipeNetwork network, Func<string, string> rename)
    {
        json.WriteStartObject("network");
        json.WriteString("name", network.Name);
        if (network.Path is { } path)
        {
            json.WriteString("file", rename(path));
        }

        json.WriteString("sha256", network.Sha256);
        json.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter json, StylizeOptions options)
    {
        json.WriteStartObject("options");
        foreach (var option in RecipeOptions.All)
        {
            json.WritePropertyName(option.Name);
            if (option.TextIn(options) is not { } text)
            {
                json.WriteNullValue();
            }
            else if (RecipeOptions.JsonType(option) == "string")
            {
                json.WriteStringValue(text);
            }
            else
            {
                json.WriteRawValue(text);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteWriting(Utf8JsonWriter json, Recipe recipe)
    {
        json.WriteStartObject("writing");
        json.WriteNumber("quality", recipe.Writing.Quality);
        json.WriteNumber("bit-depth", recipe.Writing.BitDepth);
        if (recipe.Writing.Metadata != KeptMetadata.Keep)
        {
            json.WriteString("metadata", RecipeSchema.MetadataWords[(int)recipe.Writing.Metadata]);
        }

        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, RecipeResult? result)
    {
        if (result is null)
        {
            return;
        }

        json.WriteStartObject("result");
        json.WriteNumber("width", result.Width);
        json.WriteNumber("height", result.Height);
        json.WriteNumber("steps", result.Steps);
        json.WriteString("stopped", JsonNamingPolicy.KebabCaseLower.ConvertName(result.Stopped.ToString()));
        json.WriteString("engine", result.Engine);
        WriteNumber("strength", result.Strength);
        WriteNumber("balance", result.Balance);
        json.WriteEndObject();

        void WriteNumber(string name, double? number)
        {
            if (number is { } known)
            {
                json.WriteNumber(name, known);
            }
        }
    }

    private static string Relative(string path, string folder) =>
        Path.GetRelativePath(folder, Path.GetFullPath(path)).Replace(Path.DirectorySeparatorChar, '/');

    // Among options a bare name may be a word, such as noise.
    private static string Unmistakable(string path) => path.Contains('/') ? path : $"./{path}";
}
