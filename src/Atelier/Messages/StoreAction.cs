namespace Atelier;

/// <summary>What a user can do with the store of networks, in the text of a <see cref="Message"/>.</summary>
/// <param name="Name">What the store does: <c>pull</c>, <c>import</c> or <c>verify</c>.</param>
/// <param name="Argument">The network or file that it is done to; empty where it is done to all.</param>
public readonly record struct StoreAction(string Name, string Argument) : IFormattable
{
    /// <summary>The action as users of the library know it.</summary>
    public override string ToString() => MessageNames.Library.NameStoreAction(Name, Argument);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => MessageNames.From(formatProvider).NameStoreAction(Name, Argument);
}
