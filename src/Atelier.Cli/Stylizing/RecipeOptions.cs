using System.CommandLine;
using Atelier.Cli.Running;
using Atelier.Recipes;

namespace Atelier.Cli.Stylizing;

/// <summary>The recipe that a run follows and the file that it writes one to.</summary>
/// <param name="Path">The recipe to follow, or the picture that keeps it; null for none.</param>
/// <param name="Followed">The recipe of <paramref name="Path"/>, as it was read.</param>
/// <param name="SaveTo">Where the recipe of this run goes; null for nowhere but the picture.</param>
/// <param name="AllowChanges">Whether pictures and network may be others than the recipe's.</param>
/// <param name="IsStyleGiven">Whether styles or regions were given, which take the place of the recipe's.</param>
internal sealed record RecipeChoice(string? Path = null, Recipe? Followed = null, string? SaveTo = null, bool AllowChanges = false, bool IsStyleGiven = true);

/// <summary>The words about recipes.</summary>
internal sealed class RecipeOptions
{
    private readonly Option<string> _recipe = new("--recipe")
    {
        HelpName = "FILE",
        Description = "paint as this recipe says, or that of a picture; CONTENT, STYLE and options given beside it win",
    };

    private readonly Option<string> _saveTo = new("--save-recipe") { HelpName = "FILE", Description = "write the recipe of this run (the picture keeps it, too)" };

    private readonly Option<bool> _allowChanges = new("--allow-changes")
    {
        Description = "follow the recipe even where pictures or the network are no longer what they were",
    };

    public IReadOnlyList<Option> All => [_recipe, _saveTo, _allowChanges];

    public bool IsFollowed(ParseResult words) => words.GetResult(_recipe) is not null;

    /// <summary>Reads them and the recipe, adding faults to <paramref name="faults"/>.</summary>
    /// <exception cref="RecipeException">There is no recipe that can be followed.</exception>
    public RecipeChoice Read(ParseResult words, List<Message> faults)
    {
        var (path, saveTo) = (words.GetValue(_recipe), words.GetValue(_saveTo));
        if (path is "" || saveTo is "")
        {
            faults.Add(Fault.Of(path is "" ? "recipe" : "save-recipe", $"expected a file"));
        }

        if (words.GetValue(_allowChanges) && path is null)
        {
            faults.Add(Fault.Around("allow-changes", $"{new OptionName("allow-changes")} needs a {new OptionName("recipe")}"));
        }

        return new RecipeChoice(path, path is null or "" ? null : Recipe.Read(path), saveTo, words.GetValue(_allowChanges));
    }
}
