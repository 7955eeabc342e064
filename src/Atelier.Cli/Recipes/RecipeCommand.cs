using System.CommandLine;
using Atelier.Cli.Running;
using Atelier.Recipes;

namespace Atelier.Cli.Recipes;

/// <summary><c>atelier recipe</c>.</summary>
internal static class RecipeCommand
{
    public static Command Build(CommandConsole console) => new("recipe", "Shows the recipes that pictures keep.") { Show(console.Output), Schema(console.Output) };

    private static Command Show(TextWriter output)
    {
        var picture = new Argument<string>("PICTURE") { Description = "a picture that Atelier made, or a recipe file" };
        var command = new Command("show", "Prints the recipe of PICTURE as JSON.") { picture };
        command.SetAction(words => output.Write(Recipe.Show(words.GetRequiredValue(picture))));
        return command;
    }

    private static Command Schema(TextWriter output)
    {
        var command = new Command("schema", "Prints the JSON Schema of recipes.");
        command.SetAction(_ => output.Write(RecipeSchema.ToJson()));
        return command;
    }
}
