using System.Text.Json;
using Atelier.Imaging;
using Atelier.Networks.Weights;

namespace Atelier.Recipes;

/// <summary>Understands the JSON of a recipe, and finds all that is wrong with it at once.</summary>
internal static class RecipeReader
{
    /// <summary>Reads it.</summary>
    /// <exception cref="RecipeException">It is no recipe, of a newer version, or has faults.</exception>
    public static Recipe Read(RecipeText text)
    {
        using var document = text.Parse();
        RequireKnownFormat(document.RootElement, text);
        var fields = new RecipeFields(document.RootElement);
        var recipe = Read(fields, text);
        RequireSound(fields.Faults, text);
        return recipe;
    }

    private static Recipe Read(RecipeFields fields, RecipeText text)
    {
        fields.Integer("recipe", 1, Recipe.Format);
        var version = fields.Text("atelier", IsVersion, "a version such as 0.1.0");
        RequireNotNewer(version, text);
        var recipe = new Recipe
        {
            Version = version,
            Content = File(fields.Object("content"), text),
            Styles = [.. fields.Objects("styles", atLeast: 0).Select(f => File(f, text))],
            Regions = [.. fields.Objects("regions", atLeast: 0).Select(f => Region(f, text))],
            Files = [.. fields.Objects("files", atLeast: 0).Select(f => File(f, text))],
            Network = Network(fields.Object("network"), text),
            Options = Options(fields.Object("options"), text),
            Writing = Writing(fields.OptionalObject("writing")),
            Result = fields.OptionalObject("result") is { } result ? Result(result) : null,
        };
        if (recipe.Styles.Count + recipe.Regions.Count == 0)
        {
            fields.Add($"styles: expected at least one, or a region");
        }

        fields.NameUnknown();
        return recipe;
    }

    private static RecipeFile File(RecipeFields fields, RecipeText text)
    {
        var file = new RecipeFile(fields.Converted("file", text.PathOf), fields.Text("sha256", FileChecksum.IsValid, "64 hexadecimal digits"));
        fields.NameUnknown();
        return file;
    }

    private static RecipeRegion Region(RecipeFields fields, RecipeText text)
    {
        var region = new RecipeRegion(
            File(fields.Object("mask"), text),
            [.. fields.Objects("styles", atLeast: 1).Select(f => File(f, text))],
            fields.OptionalObject("style-mask") is { } mask ? File(mask, text) : null);
        fields.NameUnknown();
        return region;
    }

    private static RecipeNetwork Network(RecipeFields fields, RecipeText text)
    {
        var network = new RecipeNetwork(
            fields.Text("name", n => n.Length > 0, "a name"),
            fields.Has("file") ? fields.Converted("file", text.PathOf) : null,
            fields.Text("sha256", FileChecksum.IsValid, "64 hexadecimal digits"));
        fields.NameUnknown();
        return network;
    }

    private static StylizeOptions Options(RecipeFields fields, RecipeText text)
    {
        var options = new StylizeOptions();
        foreach (var option in RecipeOptions.All)
        {
            // What is not there came later than the recipe, and its default is what was done before.
            if (fields.Option(option) is { } value)
            {
                options = fields.Try(option.Name, () => RecipeOptions.WithFiles(option.With(new StylizeOptions(), value), text.PathOf)) is { } read
                    ? option.WithValue(options, option.ValueIn(read))
                    : options;
            }
        }

        fields.NameUnknown();
        try
        {
            options.Validate();
        }
        catch (OptionsException error)
        {
            fields.Add(error.Faults.Select(f => (FormattableString)$"{f}"));
        }

        return options;
    }

    private static PictureWriteOptions Writing(RecipeFields? fields)
    {
        if (fields is null)
        {
            return PictureWriteOptions.Default;
        }

        var writing = new PictureWriteOptions { Quality = fields.Integer("quality", 1, 100), BitDepth = fields.Integer("bit-depth", 8, 16, step: 8) };
        if (fields.Has("metadata"))
        {
            writing = writing with { Metadata = Enum.GetValues<KeptMetadata>()[Math.Max(0, fields.Choice("metadata", RecipeSchema.MetadataWords))] };
        }

        fields.NameUnknown();
        return writing;
    }

    private static RecipeResult Result(RecipeFields fields)
    {
        var result = new RecipeResult(
            fields.Integer("width", 1, int.MaxValue),
            fields.Integer("height", 1, int.MaxValue),
            fields.Integer("steps", 0, int.MaxValue),
            Enum.GetValues<StopReason>()[Math.Max(0, fields.Choice("stopped", RecipeSchema.StopWords))],
            fields.Text("engine", _ => true, "a text"))
        {
            Strength = fields.OptionalNumber("strength", 0, 100),
            Balance = fields.OptionalNumber("balance", double.Epsilon, double.MaxValue),
        };
        fields.NameUnknown();
        return result;
    }

    private static void RequireKnownFormat(JsonElement root, RecipeText text)
    {
        if (!root.GetProperty("recipe").TryGetInt32(out var format) || format > Recipe.Format)
        {
            throw new RecipeException(
                MessageCodes.RecipeOfOtherVersion,
                $"{new FileName(text.Source)} is a recipe of format {Quoted.Line(root.GetProperty("recipe").GetRawText())}; this Atelier ({Recipe.CurrentVersion}) reads format {Recipe.Format}: update Atelier.");
        }
    }

    private static void RequireNotNewer(string version, RecipeText text)
    {
        if (Number(version) is { } its && its > Number(Recipe.CurrentVersion))
        {
            throw new RecipeException(
                MessageCodes.RecipeOfOtherVersion,
                $"{new FileName(text.Source)} is a recipe of Atelier {Quoted.Line(version)}, newer than this ({Recipe.CurrentVersion}): update Atelier.");
        }
    }

    private static void RequireSound(List<FormattableString> faults, RecipeText text)
    {
        const int Most = 6;
        if (faults.Count > 0)
        {
            var more = faults.Count > Most ? $"; and {Counted.Of(faults.Count - Most, "more fault")}" : "";
            throw new RecipeException(
                MessageCodes.RecipeUnusable,
                $"{new FileName(text.Source)} is no usable recipe: {Message.Join("; ", [.. faults.Take(Most)])}{more}. Correct it, or save a new one with {new OptionName("save-recipe")}.");
        }
    }

    private static bool IsVersion(string text) => text.Length <= 64 && Number(text) is not null;

    // 1.2.3 of 1.2.3-beta+abc
    private static Version? Number(string version)
    {
        var end = version.AsSpan().IndexOfAny('-', '+');
        return System.Version.TryParse(end < 0 ? version : version[..end], out var number) ? number : null;
    }
}
