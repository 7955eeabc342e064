using Atelier.Imaging;
using Atelier.Recipes;

namespace Atelier.Cli.Stylizing;

/// <summary>The files of the styles.</summary>
/// <param name="Pictures">The style pictures, those of folders among them.</param>
/// <param name="Regions">The parts of the content picture with styles of their own.</param>
internal sealed record StyleFiles(IReadOnlyList<string> Pictures, IReadOnlyList<RegionFiles> Regions)
{
    /// <summary>The files that a recipe names.</summary>
    public static StyleFiles Of(Recipe recipe) => new(
        [.. recipe.Styles.Select(s => s.Path)],
        [.. recipe.Regions.Select(r => new RegionFiles(r.Mask.Path, [.. r.Styles.Select(s => s.Path)], r.StyleMask?.Path))]);

    public IReadOnlyList<string> All =>
        [.. Pictures.Concat(Regions.SelectMany(r => r.Styles.Prepend(r.Mask).Concat(r.StyleMask is null ? [] : [r.StyleMask]))).Distinct()];

    /// <summary>The picture that the output's name may be made of.</summary>
    public string? First => Pictures.Concat(Regions.SelectMany(r => r.Styles)).FirstOrDefault();

    /// <summary>The longest side that a run needs of a style picture.</summary>
    public static int SizeOf(string path, StylizeOptions options)
    {
        var header = PictureReader.Inspect(path);
        return NeededSize.OfStyle(options, header.Width, header.Height);
    }

    /// <summary>Reads them all, each once, no larger than a run needs them.</summary>
    /// <param name="content">The content picture.</param>
    /// <param name="options">The sizes of the run.</param>
    /// <param name="warn">Told of what may surprise.</param>
    public StylizePictures Read(Picture content, StylizeOptions options, Action<Message> warn)
    {
        var read = new Dictionary<(string Path, int Size), Picture>();
        return new StylizePictures(content, [.. Pictures.Select(p => new StylePicture(Style(p)) { Name = Name(p) })])
        {
            Regions =
            [
                .. Regions.Select(r => new StyleRegion(Picture(r.Mask, NeededSize.OfContent(options)), [.. r.Styles.Select(style => new StylePicture(Style(style))
                {
                    Name = style,
                    Mask = r.StyleMask is null ? null : Style(r.StyleMask),
                    MaskName = r.StyleMask,
                })])
                { Name = r.Mask }),
            ],
        };

        // One alone is the style picture, and named by no message.
        string? Name(string path) => Pictures.Count + Regions.Count > 1 ? path : null;

        Picture Style(string path) => Picture(path, SizeOf(path, options));

        Picture Picture(string path, int size) =>
            read.TryGetValue((path, size), out var picture) ? picture : read[(path, size)] = PictureReader.ReadFor(path, size, null, warn);
    }
}

/// <summary>The files of a region.</summary>
/// <param name="Mask">The part of the content picture.</param>
/// <param name="Styles">How it is painted.</param>
/// <param name="StyleMask">The part of the style picture that counts; null for all.</param>
internal sealed record RegionFiles(string Mask, IReadOnlyList<string> Styles, string? StyleMask);
