using Atelier.Checkpoints;
using Atelier.Recipes;

namespace Atelier.Cli.Stylizing;

/// <summary>The run of the smaller picture that another goes on from.</summary>
internal static class EarlierRun
{
    /// <summary>The recipe of a picture or checkpoint, or the recipe file itself; null where a checkpoint keeps none.</summary>
    /// <exception cref="RecipeException">The picture keeps no recipe.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be used.</exception>
    public static Recipe? RecipeOf(string path) =>
        path.EndsWith(Checkpoint.Extension, StringComparison.OrdinalIgnoreCase) ? Checkpoint.Read(path).Recipe : Recipe.Read(path);

    /// <summary>Whether a file is a recipe, which says all but holds no picture: its scales are painted anew, which gives the same.</summary>
    public static bool IsRecipe(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return false;
        }

        using var stream = File.OpenRead(path);
        return stream.ReadByte() == '{';
    }
}
