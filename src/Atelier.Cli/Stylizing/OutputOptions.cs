using System.CommandLine;
using System.Globalization;
using Atelier.Cli.Running;
using Atelier.Imaging;

namespace Atelier.Cli.Stylizing;

/// <summary>Where the picture goes and how it is written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Writing">Its quality and depth.</param>
internal sealed record OutputChoice(string Path, PictureWriteOptions Writing);

/// <summary>The words about the output file.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string> _path;

    private readonly Option<string> _quality = new("--quality")
    {
        HelpName = "N",
        Description = "quality of JPEG, WebP and AVIF [1 to 100]",
    };

    private readonly Option<string> _bitDepth = new("--bit-depth")
    {
        HelpName = "8|16",
        Description = "bits a channel of PNG and TIFF [default: 8]",
    };

    private readonly Option<string> _metadata = new("--metadata")
    {
        HelpName = "keep|private|none",
        Description = "what of the photograph's metadata is written: keep, all but its thumbnail and the like; private, no position, names, serial numbers or maker notes; none, nothing, and no recipe [default: keep]",
    };

    /// <param name="form">The help's word for a template of names; null for a single file.</param>
    public OutputOptions(string? form = null) => _path = new("--output", "-o")
    {
        HelpName = form ?? "FILE",
        Description = $"the {(form is null ? "file" : "files")} to write; the ending says the format: jpg, png, tif, webp, avif [default: {(form is null ? "CONTENT-STYLE.png" : Batches.OutputTemplate.Default)} here]",
    };

    public IReadOnlyList<Option> All => [_path, _quality, _bitDepth, _metadata];

    /// <summary>Reads them, adding faults to <paramref name="faults"/>.</summary>
    /// <param name="words">The words.</param>
    /// <param name="content">The content picture's path, from which the default output has its name.</param>
    /// <param name="style">The style picture's, likewise.</param>
    /// <param name="faults">Takes the faults.</param>
    /// <param name="start">How the picture is written where the words do not say.</param>
    /// <param name="isNamedByUser">Whether the user named the pictures; what a recipe names must not say which file is written.</param>
    /// <param name="saved">The file where the words do not say; null for one with a name made of the pictures' names.</param>
    public OutputChoice Read(
        ParseResult words, string content, string style, List<Message> faults, PictureWriteOptions? start = null, bool isNamedByUser = true, string? saved = null)
    {
        var writing = start ?? new PictureWriteOptions();
        writing = writing with
        {
            Quality = Value(_quality, writing.Quality, "a number from 1 to 100", text =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 100 ? n : null),
            BitDepth = Value(_bitDepth, writing.BitDepth, "8 or 16", text => text is "8" or "16" ? int.Parse(text) : null),
            Metadata = Value(_metadata, writing.Metadata, "keep, private or none", text =>
                text is "keep" or "private" or "none" ? Enum.Parse<KeptMetadata>(text, ignoreCase: true) : null),
        };

        var path = words.GetValue(_path) ?? saved ?? DefaultPath(content, style);
        if (words.GetValue(_path) is null && saved is null && !isNamedByUser && start is not null)
        {
            faults.Add(Fault.Around("output", $"{new OptionName("recipe")} without CONTENT and STYLE needs an {new OptionName("output")}"));
        }
        else if (path.Length == 0)
        {
            faults.Add(Fault.Of("output", $"expected a file"));
        }

        if (writing.BitDepth == 16 && !Has16Bits(path))
        {
            faults.Add(Fault.Around("bit-depth", $"{new OptionName("bit-depth")} 16 needs a .png or .tif file, not {path}")); // better now than after the run
        }

        return new OutputChoice(path, writing);

        T Value<T>(Option<string> option, T or, string expected, Func<string, T?> read)
            where T : struct => Fault.Read(words, option, or, expected, read, faults);
    }

    private static bool Has16Bits(string path) => Path.GetExtension(path).ToLowerInvariant() is ".png" or ".tif" or ".tiff";

    private static string DefaultPath(string content, string style) =>
        $"{StandardInputWords.StemOf(content)}-{StandardInputWords.StemOf(style)}.png";
}
