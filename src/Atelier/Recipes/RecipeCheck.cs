using Atelier.Imaging;
using Atelier.Networks.Store;

namespace Atelier.Recipes;

/// <summary>Compares what a recipe names with what is there.</summary>
internal static class RecipeCheck
{
    /// <inheritdoc cref="Recipe.Checked"/>
    public static Recipe Run(Recipe recipe, Action<Message>? warn, NetworkStore store)
    {
        List<FormattableString> changes = [];
        var result = WithNetwork(recipe.WithFiles(Check), store, changes);
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
            if (file.Path != PipedFiles.StandardInput && !File.Exists(file.Path))
            {
                throw new RecipeException(
                    MessageCodes.FileMissing, $"The recipe's {what} {new FileName(file.Path)} does not exist; put it there, or give {instead}.");
            }

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
        var was = recipe.Network;
        if ((recipe.Options.Network ?? was.Find(store)) is { } found)
        {
            return recipe with { Options = recipe.Options with { Network = found } };
        }

        var now = RecipeNetwork.Of(store, was.Path is { } path && File.Exists(path) ? path : null);
        changes.Add(
            $"the network {new FileName(was.Path ?? was.Name)} has changed or gone (SHA-256 {Short(was.Sha256)}; here is {new FileName(now.Name)} with {Short(now.Sha256)})");
        return recipe with { Network = now, Options = recipe.Options with { Network = now.Path ?? now.Name } };
    }

    private static string Short(string sha256) => $"{sha256.AsSpan(0, 8)}…";
}
