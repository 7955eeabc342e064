using Atelier.Networks.Store;

namespace Atelier.Recipes;

/// <summary>Compares what a recipe names with what is there.</summary>
internal static class RecipeCheck
{
    /// <inheritdoc cref="Recipe.Checked"/>
    public static Recipe Run(Recipe recipe, Action<Message>? warn, NetworkStore store)
    {
        List<FormattableString> changes = [];
        var result = recipe with
        {
            Content = Check(recipe.Content, "content picture", $"CONTENT"),
            Styles = [.. recipe.Styles.Select(s => Check(s, "style picture", $"STYLE"))],
            Regions =
            [
                .. recipe.Regions.Select(r => new RecipeRegion(
                    Check(r.Mask, "mask", $"{new OptionName("region")}"),
                    [.. r.Styles.Select(s => Check(s, "style picture", $"{new OptionName("region")}"))],
                    r.StyleMask is { } mask ? Check(mask, "mask", $"{new OptionName("region")}") : null)),
            ],
            Files = [.. recipe.Files.Select(f => Check(f, "picture", $"another with its option"))],
        };
        result = WithNetwork(result, store, changes);
        if (changes.Count > 0 && warn is null)
        {
            throw new RecipeException(
                MessageCodes.RecipeChanged,
                $"Since the recipe was made, {Message.Join("; ", changes)}: give what it shall be beside the recipe, or go on as it is with {new OptionName("allow-changes")}.");
        }

        foreach (var change in changes)
        {
            warn!(new Message(MessageCodes.RecipeChanged, $"Since the recipe was made, {change}: the picture will differ."));
        }

        return result;

        RecipeFile Check(RecipeFile file, string what, FormattableString instead)
        {
            file.RequireThere(what, instead);
            var now = RecipeFile.Of(file.Path);
            if (now.Sha256 != file.Sha256)
            {
                changes.Add($"the {what} {new FileName(file.Path)} has changed (SHA-256 {Short(file.Sha256)}, now {Short(now.Sha256)})");
            }

            return now;
        }
    }

    private static Recipe WithNetwork(Recipe recipe, NetworkStore store, List<FormattableString> changes)
    {
        if (recipe.Options.Network is not null)
        {
            return recipe;
        }

        if (recipe.Network.Find(store) is { } found)
        {
            return recipe with { Options = recipe.Options with { Network = found } };
        }

        var now = RecipeNetwork.Of(store, recipe.Network.Path is { } path && File.Exists(path) ? path : null);
        changes.Add(
            $"the network {new FileName(recipe.Network.Path ?? recipe.Network.Name)} has changed or gone (SHA-256 {Short(recipe.Network.Sha256)}; here is {new FileName(now.Name)} with {Short(now.Sha256)})");
        return recipe with { Network = now, Options = recipe.Options with { Network = now.Path ?? now.Name } };
    }

    private static string Short(string sha256) => $"{sha256.AsSpan(0, 8)}…";
}
