using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Atelier.Imaging;

/// <summary>The first picture of a run: the content, noise, the style, or a picture file.</summary>
[TypeConverter(typeof(ParsableTypeConverter<InitialPicture>))]
[JsonConverter(typeof(ParsableJsonConverter<InitialPicture>))]
public sealed record InitialPicture : IParsable<InitialPicture>, IFileReference
{
    private InitialPicture(string name, bool isFile)
    {
        Name = name;
        IsFile = isFile;
    }

    /// <summary>The content picture.</summary>
    public static InitialPicture Content { get; } = new("content", isFile: false);

    /// <summary>Seeded noise.</summary>
    public static InitialPicture Noise { get; } = new("noise", isFile: false);

    /// <summary>The style picture, brought to the content's shape.</summary>
    public static InitialPicture Style { get; } = new("style", isFile: false);

    /// <summary>The word or the file's path.</summary>
    public string Name { get; }

    /// <summary>Whether <see cref="Name"/> is a path.</summary>
    public bool IsFile { get; }

    /// <inheritdoc/>
    IReadOnlyList<string> IFileReference.Files => IsFile ? [Name] : [];

    /// <summary>A picture file, brought to the content's shape.</summary>
    /// <param name="path">Its path.</param>
    public static InitialPicture File(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new InitialPicture(path, isFile: true);
    }

    /// <summary>Reads <c>content</c>, <c>noise</c>, <c>style</c>; anything else is a path.</summary>
    /// <exception cref="FormatException">The text is empty.</exception>
    public static InitialPicture Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("expected content, noise, style or a picture file");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out InitialPicture result)
    {
        result = s switch
        {
            null or "" => null,
            "content" => Content,
            "noise" => Noise,
            "style" => Style,
            _ when string.IsNullOrWhiteSpace(s) => null,
            _ => File(s),
        };
        return result is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <inheritdoc/>
    object IFileReference.WithFiles(Func<string, string> rename) => IsFile ? File(rename(Name)) : this;
}
