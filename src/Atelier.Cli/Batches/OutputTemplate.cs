using System.Globalization;
using System.Text.RegularExpressions;
using Atelier.Cli.Running;
using Atelier.Cli.Stylizing;

namespace Atelier.Cli.Batches;

/// <summary>The names of a batch's outputs: a path with placeholders.</summary>
internal static partial class OutputTemplate
{
    /// <summary>The one that is used where none is given.</summary>
    public const string Default = "{content}-{style}.png";

    private static readonly string[] Known = ["content", "style", "number"];

    public static IEnumerable<Message> Faults(string template)
    {
        foreach (var unknown in Placeholders().Matches(template).Select(m => m.Groups[1].Value).Except(Known))
        {
            yield return Fault.Of("output", $"there is no placeholder {{{unknown}}}, but {string.Join(", ", Known.Select(k => $"{{{k}}}"))}");
        }

        if (Placeholders().Replace(template, "").AsSpan().IndexOfAny('{', '}') >= 0)
        {
            yield return Fault.Of("output", $"a brace without its other one in \"{template}\"");
        }
    }

    /// <summary>The name of one output.</summary>
    /// <param name="template">The template.</param>
    /// <param name="content">The content picture's path.</param>
    /// <param name="style">The style's path, a picture or a folder.</param>
    /// <param name="number">Its place in the batch, from 1.</param>
    public static string Fill(string template, string content, string style, int number) => Placeholders().Replace(template, match => match.Groups[1].Value switch
    {
        "content" => StandardInputWords.StemOf(content),
        "style" => StandardInputWords.StemOf(style),
        _ => number.ToString("0000", CultureInfo.InvariantCulture),
    });

    /// <summary>The placeholders that would give two pictures different names.</summary>
    public static IEnumerable<string> Telling(string template, BatchJob first, BatchJob second) => Known.Select(k => $"{{{k}}}")
        .Where(k => !template.Contains(k, StringComparison.Ordinal) && Fill(k, first.Content, first.Style.Name, 1) != Fill(k, second.Content, second.Style.Name, 2));

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholders();
}
