using Atelier.Recipes;

namespace Atelier.Cli.Stylizing;

/// <summary>The recipe of a run before it begins: the recipe that is followed, with the options given beside it, or a new one.</summary>
internal static class RunRecipe
{
    /// <summary>Makes it.</summary>
    /// <param name="request">The run.</param>
    /// <param name="warn">Told of differences from the recipe, which make another picture.</param>
    /// <exception cref="RecipeException">A picture or the network is not the recipe's.</exception>
    public static Recipe For(RunRequest request, Action<Message> warn)
    {
        var writing = request.Output.Writing;
        if (request.Recipe.Followed is not { } followed)
        {
            return Recipe.For(request.Content, request.Style.Pictures, request.Options, writing) with { Regions = Regions(request) };
        }

        // The run of a checkpoint is compared with this one by the library, picture by picture; its recipe only says where they are.
        var isResumed = request.Checkpoint?.ResumeFrom is not null;
        warn = isResumed ? _ => { } : warn;
        foreach (var doubt in followed.Doubts)
        {
            warn(new Message(MessageCodes.RecipeChanged, $"{doubt}"));
        }

        var content = Given(request.Content, followed.Content, warn);
        var recipe = followed.With(request.Options) with { Content = content, Writing = writing };
        if (request.Recipe.IsStyleGiven)
        {
            recipe = recipe with { Styles = [.. request.Style.Pictures.Select(RecipeFile.Of)], Regions = Regions(request) };
        }

        return recipe.Checked(request.Recipe.AllowChanges || isResumed ? warn : null);
    }

    private static RecipeRegion[] Regions(RunRequest request) =>
    [
        .. request.Style.Regions.Select(r => new RecipeRegion(
            RecipeFile.Of(r.Mask), [.. r.Styles.Select(RecipeFile.Of)], r.StyleMask is { } mask ? RecipeFile.Of(mask) : null)),
    ];

    private static RecipeFile Given(string path, RecipeFile recorded, Action<Message> warn)
    {
        if (path == recorded.Path)
        {
            return recorded;
        }

        var given = RecipeFile.Of(path);
        if (given.Sha256 != recorded.Sha256)
        {
            warn(new Message(MessageCodes.RecipeChanged, $"{path} is not the recipe's {recorded.Path}: the picture will differ."));
        }

        return given;
    }
}
