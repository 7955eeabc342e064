using Atelier.Cli.Running;

namespace Atelier.Cli.Sheets;

/// <summary>The command that paints a cell of a sheet large.</summary>
internal sealed class LargeCommand
{
    private readonly string _content;
    private readonly string _words;

    /// <summary>What all cells share.</summary>
    /// <param name="content">The content picture's path.</param>
    /// <param name="given">The options as given.</param>
    /// <param name="start">What they started from.</param>
    /// <param name="preset">The preset that was given; null for none, so that the large picture has the best default.</param>
    public LargeCommand(string content, StylizeOptions given, StylizeOptions start, string? preset)
    {
        _content = content;
        var words = from option in StylizeOption.All
                    let text = option.TextIn(given)
                    where text is not null && text != option.TextIn(start) && option.InRecipe && option.Name != "size"
                    select option.IsSwitch ? $" --{option.Name}" : $" --{option.Name} {ShellWord.Quoted(text)}";
        _words = (preset is null ? "" : $" --preset {preset}") + string.Concat(words);
    }

    public string Of(PlannedCell cell, int size)
    {
        var output = $"{Path.GetFileNameWithoutExtension(_content)}-{Path.GetFileNameWithoutExtension(cell.Style)}-{cell.Name}.png";
        return $"atelier stylize {ShellWord.Quoted(_content)} {ShellWord.Quoted(cell.Style)}{_words} {string.Join(' ', cell.Words)} --size {size} -o {ShellWord.Quoted(output)}";
    }
}
