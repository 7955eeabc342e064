namespace Atelier;

/// <summary>A way to install a network, in the text of a <see cref="Message"/>.</summary>
/// <param name="Name">What the store does: <c>pull</c> or <c>import</c>.</param>
/// <param name="Argument">The network or file that it is done to.</param>
public readonly record struct StoreAction(string Name, string Argument) : IFormattable
{
    /// <summary>The way as users of the library know it.</summary>
    public override string ToString() => MessageNames.Library.NameStoreAction(Name, Argument);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => MessageNames.From(formatProvider).NameStoreAction(Name, Argument);
}
