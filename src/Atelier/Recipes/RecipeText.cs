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

    /// <summary>Where its paths are seen from: the file's folder, or the working folder for what came through a pipe.</summary>
    public string Folder { get; init; } = Path.GetDirectoryName(Source) ?? "";

    /// <summary>Finds the text in a file.</summary>
    /// <exception cref="RecipeException">There is none.</exception>
    public static RecipeText Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = Open(path);
            if (stream is FileStream { CanSeek: true, Length: > 0 and var length })
            {
                return IsPicture(stream) ? Embedded(PictureReader.ReadRecipe(path))
                    : length <= Longest ? new RecipeText(File.ReadAllText(path), path, IsEmbedded: false)
                    : throw NoJson();
            }

            // A pipe is read once, as far as what is in it may go.
            var piped = PictureContent.ReadAsync(stream, PictureLimits.Default, path, isAsync: false).GetAwaiter().GetResult();
            return PictureFormats.FromContent(piped.Start) is not null
                ? Embedded(PictureReader.ReadRecipe(piped)) with { Folder = "" }
                : new RecipeText(Rest(piped, stream) ?? throw NoJson(), path, IsEmbedded: false) { Folder = "" };
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException && !Directory.Exists(path))
        {
            throw new RecipeException(
                MessageCodes.FileMissing,
                $"The recipe {new FileName(path)} does not exist; give a recipe file, or a picture that Atelier made.",
                error);
        }
        catch (PictureException error) when (error.Code == MessageCodes.NotAPicture)
        {
            throw NoJson(); // an empty one
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(path) ? "it is a directory" : PictureFile.Reason(error, path);
            throw new RecipeException(
                MessageCodes.FileUnreadable, $"The recipe {new FileName(path)} cannot be read: {reason}; check it and its permissions.", error);
        }

        RecipeText Embedded(string? kept) => kept is not null
            ? new RecipeText(kept, path, IsEmbedded: true)
            : throw NoRecipe($"holds no recipe: Atelier did not make it, or a program has removed its metadata");

        RecipeException NoJson() => NoRecipe($"is no recipe: expected JSON of at most {Longest >> 20} MiB");

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
        // A picture may come from anyone. Whatever its recipe says, nothing but the picture's own folder is looked at.
        if (IsEmbedded)
        {
            return Path.Combine(Folder, Path.GetFileName(file));
        }

        // Windows would log on to a machine that such a path names.
        return file.StartsWith(@"\\", StringComparison.Ordinal) || file.StartsWith("//", StringComparison.Ordinal)
            ? throw new FormatException($"{Quoted.Text(file)}: expected a path on this machine")
            : Path.Combine(Folder, file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file);
    }

    private static Stream Open(string path) =>
        PipedFiles.Find(path) is { } known ? new MemoryStream(known)
        : path == PipedFiles.StandardInput ? Console.OpenStandardInput()
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static bool IsPicture(Stream stream)
    {
        var start = new byte[PictureFormats.SignatureLength];
        return PictureFormats.FromContent(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false))) is not null;
    }

    // The text that begins with these bytes; null where it is too long.
    private static string? Rest(PictureContent begun, Stream stream)
    {
        using var text = new MemoryStream();
        begun.Stream().CopyTo(text);
        var buffer = new byte[1 << 16];
        while (text.Length <= Longest && stream.Read(buffer) is > 0 and var read)
        {
            text.Write(buffer, 0, read);
        }

        text.Position = 0;
        return text.Length <= Longest ? new StreamReader(text).ReadToEnd() : null;
    }
}
