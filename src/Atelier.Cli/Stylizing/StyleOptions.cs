using System.CommandLine;
using Atelier.Cli.Running;

namespace Atelier.Cli.Stylizing;

/// <summary>The words about styles: pictures, folders and regions.</summary>
internal sealed class StyleOptions
{
    private readonly Option<string[]> _regions = new("--region")
    {
        HelpName = RegionWord.Form,
        Description = "paint the part that a grey mask shows in the manner of another picture, or of the part of it that its own mask shows; may be given several times",
    };

    /// <summary>The argument: pictures or folders of pictures.</summary>
    public Argument<string[]> Styles { get; } = new("STYLE")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "the picture that says how; several, or folders of pictures, are mixed",
    };

    /// <summary>Whether there is a style or a region among the words.</summary>
    public bool IsGiven(ParseResult words) => words.GetValue(Styles) is [_, ..] || words.GetValue(_regions) is [_, ..];

    public IReadOnlyList<Option> All => [_regions];

    /// <summary>
    /// Reads them, adding faults to <paramref name="faults"/>. Folders are expanded: the weight of one is shared among its
    /// pictures, so the options that come back may have more weights than were given.
    /// </summary>
    public (StyleFiles Files, StylizeOptions Options) Read(ParseResult words, StylizeOptions options, List<Message> faults)
    {
        var given = words.GetValue(Styles) ?? [];
        List<RegionFiles> regions = [];
        foreach (var text in words.GetValue(_regions) ?? [])
        {
            if (RegionWord.Read(text, faults, path => StandardInputWords.IsIt(path) || Path.Exists(path)) is var (mask, style, styleMask))
            {
                regions.Add(new RegionFiles(mask, PictureFolder.Expand(style), styleMask));
            }
        }

        // An unknown option is taken for a picture, since a picture may have any name.
        faults.AddRange(given.Where(g => g.StartsWith('-') && !StandardInputWords.IsIt(g) && !Path.Exists(g)).Select(Fault.OfWord));
        var regionCount = (words.GetValue(_regions) ?? []).Length;
        if (given.Length == 0 && regionCount == 0)
        {
            faults.Add(Fault.OfMissing("STYLE", words));
        }
        else
        {
            faults.AddRange(StyleErrors.Of(options, given.Length, regionCount));
        }

        IReadOnlyList<string>[] pictures = [.. given.Select(PictureFolder.Expand)];
        return (new StyleFiles([.. pictures.SelectMany(p => p)], regions), options with { StyleWeights = PictureFolder.Shares(options.StyleWeights, pictures) });
    }
}
