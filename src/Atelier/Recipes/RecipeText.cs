using System.Text.Json;
using Atelier.Imaging;

namespace Atelier.Recipes;

/// <summary>The JSON of a recipe that is yet to be understood.</summary>
/// <param name="Json">The text.</param>
/// <param name="Source">The file that it came from.</param>
/// <param name="IsEmbedded">Whether it was in the metadata of a picture.</param>
internal sealed record RecipeText(string Json, string Source, bool IsEmbedded)
{
    private const long Longest = 8 << 20;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Finds the text in a file.</summary>
    /// <exception cref="RecipeException">There is none.</exception>
    public static RecipeText Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var length = new FileInfo(path).Length;
            if (length > 0 && IsPicture(path)) // devices and pipes have no length
            {
                return PictureReader.ReadRecipe(path) is { } kept
                    ? new RecipeText(kept, path, IsEmbedded: true)
                    : throw NoRecipe($"holds no recipe: Atelier did not make it, or a program has removed its metadata");
            }

            return length is > 0 and <= Longest
                ? new RecipeText(File.ReadAllText(path), path, IsEmbedded: false)
                : throw NoRecipe($"is no recipe: expected JSON of at most {Longest >> 20} MiB");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException && !Directory.Exists(path))
        {
            throw new RecipeException(
                MessageCodes.FileMissing,
                $"The recipe {new FileName(path)} does not exist; give a recipe file, or a picture that Atelier made.",
                error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(path) ? "it is a directory" : PictureFile.Reason(error, path);
            throw new RecipeException(
                MessageCodes.FileUnreadable, $"The recipe {new FileName(path)} cannot be read: {reason}; check it and its permissions.", error);
        }

        RecipeException NoRecipe(FormattableString reason) => new(
            MessageCodes.NoRecipe,
            $"{new FileName(path)} {reason}; give a picture that Atelier made, or a file that {new OptionName("save-recipe")} wrote.");
    }

    /// <summary>The JSON as a tree: an object with a number as <c>recipe</c>.</summary>
    /// <exception cref="RecipeException">It is none.</exception>
    public JsonDocument Parse()
    {
        try
        {
            var document = JsonDocument.Parse(Json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("recipe", out var format) && format.ValueKind == JsonValueKind.Number
                ? document
                : throw new RecipeException(
                    MessageCodes.NoRecipe,
                    $"{new FileName(Source)} is no recipe of Atelier: expected JSON with \"recipe\": {Recipe.Format}; give a picture that Atelier made, or a recipe file.");
        }
        catch (JsonException error)
        {
            throw new RecipeException(
                MessageCodes.RecipeUnusable,
                $"{new FileName(Source)} is no recipe, or a damaged one: it stops being JSON at line {error.LineNumber + 1}; save it again with {new OptionName("save-recipe")}.",
                error);
        }
    }

    /// <summary>The recipe, with paths as seen from here.</summary>
    /// <exception cref="RecipeException">It is no recipe, of a newer version, or has faults.</exception>
    public Recipe Read()
    {
        using var document = Parse();
        List<FormattableString> faults = [];
        try
        {
            RequireKnown(document.RootElement);
            faults.AddRange(RecipeSchema.Faults(document.RootElement));
            if (faults.Count == 0)
            {
                var recipe = document.Deserialize<Recipe>(RecipeJson.Compact)!.WithPaths(PathOf, PathOf);
                recipe.Options.Validate();
                return recipe.Styles.Count + recipe.Regions.Count > 0 ? recipe : throw new FormatException("styles: expected at least one, or a region");
            }
        }
        catch (OptionsException error)
        {
            faults.AddRange(error.Faults.Select(fault => (FormattableString)$"{fault}"));
        }
        catch (JsonException error)
        {
            faults.Add($"{error.Path?.TrimStart('$', '.')}: {Quoted.Line((error.InnerException ?? error).Message)}");
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException)
        {
            // A path to another machine, a path of spaces, half a character.
            faults.Add($"{Quoted.Line(error.Message)}");
        }

        const int Most = 6;
        var more = faults.Count > Most ? $"; and {Counted.Of(faults.Count - Most, "more fault")}" : "";
        throw new RecipeException(
            MessageCodes.RecipeUnusable,
            $"{new FileName(Source)} is no usable recipe: {Message.Join("; ", [.. faults.Take(Most)])}{more}. Correct it, or save a new one with {new OptionName("save-recipe")}.");
    }

    // The fields of a newer recipe are not looked at: they may be others.
    private void RequireKnown(JsonElement root)
    {
        var format = root.GetProperty("recipe");
        var version = root.TryGetProperty("atelier", out var field) && field.ValueKind == JsonValueKind.String ? field.GetString()! : "";
        if (!format.TryGetInt32(out var number) || number > Recipe.Format || Number(version) > Number(Recipe.CurrentVersion))
        {
            throw new RecipeException(
                MessageCodes.RecipeOfOtherVersion,
                $"{new FileName(Source)} is a recipe of Atelier {Quoted.Text(version)} in format {Quoted.Line(format.GetRawText())}, newer than this ({Recipe.CurrentVersion}): update Atelier.");
        }
    }

    // 1.2.3 of 1.2.3-beta+abc
    private static Version? Number(string version) => Version.TryParse(version.Split('-', '+')[0], out var number) ? number : null;

    private string PathOf(string file)
    {
        var folder = Path.GetDirectoryName(Source) ?? "";

        // A picture may come from anyone. Whatever its recipe says, nothing but the picture's own folder is looked at.
        if (IsEmbedded)
        {
            return Path.Combine(folder, Path.GetFileName(file));
        }

        // Windows would log on to a machine that such a path names.
        return file.StartsWith(@"\\", StringComparison.Ordinal) || file.StartsWith("//", StringComparison.Ordinal)
            ? throw new FormatException($"{Quoted.Text(file)}: expected a path on this machine")
            : Path.Combine(folder, file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file);
    }

    private static bool IsPicture(string path)
    {
        using var stream = File.OpenRead(path);
        var start = new byte[PictureFormats.SignatureLength];
        return PictureFormats.FromContent(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false))) is not null;
    }
}
