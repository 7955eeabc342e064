using System.Text;
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
        var name = new FileName(path);
        if (Directory.Exists(path) || !File.Exists(path))
        {
            throw new RecipeException(
                Directory.Exists(path) ? MessageCodes.FileUnreadable : MessageCodes.FileMissing,
                $"The recipe {name} {(Directory.Exists(path) ? "is a directory" : "does not exist")}; give a recipe file, or a picture that Atelier made.");
        }

        try
        {
            return IsPicture(path)
                ? new RecipeText(
                    PictureReader.ReadRecipe(path) ?? throw new RecipeException(
                        MessageCodes.NoRecipe, $"{name} holds no recipe: Atelier did not make it, or a program has removed its metadata; give a picture that Atelier made, or a recipe file."),
                    path,
                    IsEmbedded: true)
                : new RecipeText(ReadText(path, name), path, IsEmbedded: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RecipeException(MessageCodes.FileUnreadable, $"The recipe {name} cannot be read: {PictureFile.Reason(error, path)}; check its permissions.", error);
        }
    }

    /// <summary>A path of the recipe as seen from here.</summary>
    /// <exception cref="FormatException">It leads to another machine.</exception>
    public string PathOf(string file)
    {
        var folder = Path.GetDirectoryName(Source) ?? "";

        // A picture may come from anyone. Whatever its recipe says, nothing but the picture's own folder is looked at.
        if (IsEmbedded)
        {
            return Path.Combine(folder, Path.GetFileName(file));
        }

        // Windows would log on to a machine that such a path names.
        return file.StartsWith(@"\\", StringComparison.Ordinal) || file.StartsWith("//", StringComparison.Ordinal)
            ? throw new FormatException("expected a path on this machine")
            : Path.Combine(folder, file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file);
    }

    /// <summary>The JSON as a tree: an object with a number as <c>recipe</c>.</summary>
    /// <exception cref="RecipeException">It is none.</exception>
    public JsonDocument Parse()
    {
        try
        {
            var document = JsonDocument.Parse(Json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("recipe", out var format) && format.ValueKind == JsonValueKind.Number)
            {
                return document;
            }

            document.Dispose();
            throw new RecipeException(
                MessageCodes.NoRecipe,
                $"{new FileName(Source)} is no recipe of Atelier: expected JSON with \"recipe\": {Recipe.Format}; give a file that {new OptionName("save-recipe")} wrote, or a picture that Atelier made.");
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $" at line {line + 1}" : "";
            throw new RecipeException(
                MessageCodes.RecipeUnusable,
                $"{new FileName(Source)} is no recipe, or a damaged one: it stops being JSON{place}; save it again with {new OptionName("save-recipe")}.",
                error);
        }
    }

    private static bool IsPicture(string path)
    {
        if (new FileInfo(path).Length == 0)
        {
            return false; // devices and pipes, too
        }

        using var stream = File.OpenRead(path);
        var start = new byte[PictureFormats.SignatureLength];
        return PictureFormats.FromContent(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false))) is not null;
    }

    private static string ReadText(string path, FileName name) => new FileInfo(path).Length is > 0 and <= Longest
        ? File.ReadAllText(path, Encoding.UTF8)
        : throw new RecipeException(
            MessageCodes.NoRecipe, $"{name} is no recipe: expected JSON of at most {Longest >> 20} MiB, as {new OptionName("save-recipe")} writes it.");
}
