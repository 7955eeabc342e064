namespace Atelier;

/// <summary>An option in the text of a <see cref="Message"/>.</summary>
/// <param name="Name">Its name as <see cref="StylizeOption.Name"/> has it, such as <c>style-size</c>.</param>
public readonly record struct OptionName(string Name) : IFormattable
{
    /// <summary>The name as users of the library know it.</summary>
    public override string ToString() => MessageNames.Library.NameOption(Name);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => MessageNames.From(formatProvider).NameOption(Name);
}
