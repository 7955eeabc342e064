using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Networks.Compact;
using Atelier.Networks.Store;

namespace Atelier.Recipes;

/// <summary>The options as a recipe keeps them.</summary>
internal static class RecipeOptions
{
    /// <summary>All that it keeps under <c>options</c>; the network has a place of its own.</summary>
    public static IReadOnlyList<StylizeOption> All { get; } = [.. StylizeOption.All.Where(o => o.InRecipe && o.Name != "network")];

    /// <summary>The options without what depends on how the network was found: a recipe names it.</summary>
    public static StylizeOptions Settled(StylizeOptions options, NetworkStore store) => options with
    {
        Draft = options.Color != ColorMode.Only && Drafting.Serves(options, store.Resolve(options.Network)) ? DraftChoice.Compact : DraftChoice.None,
    };

    /// <summary>The files that options name, each once.</summary>
    public static IReadOnlyList<string> Files(StylizeOptions options) =>
        [.. All.Select(o => o.ValueIn(options)).OfType<IFileReference>().SelectMany(v => v.Files).Distinct()];

    /// <summary>The options with other paths.</summary>
    public static StylizeOptions WithFiles(StylizeOptions options, Func<string, string> rename) => All.Aggregate(
        options,
        (all, option) => option.ValueIn(all) is IFileReference { Files.Count: > 0 } value ? option.WithValue(all, value.WithFiles(rename)) : all);
}
