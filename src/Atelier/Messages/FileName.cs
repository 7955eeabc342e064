namespace Atelier;

/// <summary>A file or folder in the text of a <see cref="Message"/>.</summary>
/// <param name="Path">Its path as the caller gave it.</param>
public readonly record struct FileName(string Path) : IFormattable
{
    /// <summary>The path in quotes.</summary>
    public override string ToString() => MessageNames.Library.NameFile(Path);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => MessageNames.From(formatProvider).NameFile(Path);
}
