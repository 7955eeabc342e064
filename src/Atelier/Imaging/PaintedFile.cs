using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Atelier.Imaging;

/// <summary>
/// The file of a finished painting that a run continues: a picture, or the checkpoint of a finished run, which has it to the last bit.
/// </summary>
[TypeConverter(typeof(ParsableTypeConverter<PaintedFile>))]
[JsonConverter(typeof(ParsableJsonConverter<PaintedFile>))]
public sealed record PaintedFile : IParsable<PaintedFile>, IFileReference
{
    /// <summary>Takes the path.</summary>
    public PaintedFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    IReadOnlyList<string> IFileReference.Files => [Path];

    /// <summary>Reads a path.</summary>
    /// <exception cref="FormatException">The text is empty.</exception>
    public static PaintedFile Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("expected a picture that Atelier made, or a checkpoint");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PaintedFile result)
    {
        result = string.IsNullOrWhiteSpace(s) ? null : new PaintedFile(s);
        return result is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <inheritdoc/>
    object IFileReference.WithFiles(Func<string, string> rename) => new PaintedFile(rename(Path));
}
