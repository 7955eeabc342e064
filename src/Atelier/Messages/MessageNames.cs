using System.Globalization;

namespace Atelier;

/// <summary>How options and files are written in a <see cref="Message"/>. Numbers are written as in invariant culture.</summary>
public abstract class MessageNames : IFormatProvider
{
    /// <summary>The names for users of the library: options by their property, such as <c>StyleSize</c>, files by their path in quotes.</summary>
    public static MessageNames Library { get; } = new LibraryNames();

    /// <summary>An option in the text of a message.</summary>
    /// <param name="name">Its name as <see cref="StylizeOption.Name"/> has it, such as <c>style-size</c>.</param>
    public abstract string NameOption(string name);

    /// <summary>A file in the text of a message.</summary>
    /// <param name="path">Its path as the caller gave it.</param>
    public abstract string NameFile(string path);

    /// <summary>An action of the store of networks in the text of a message.</summary>
    /// <param name="action">What the store of networks does: <c>pull</c>, <c>import</c> or <c>verify</c>.</param>
    /// <param name="argument">The network or file that it is done to; empty where it is done to all.</param>
    public virtual string NameStoreAction(string action, string argument) => action == "pull" ? "NetworkStore.PullAsync" : $"NetworkStore.{Capitalized(action)}";

    /// <inheritdoc/>
    public object? GetFormat(Type? formatType) =>
        formatType == typeof(MessageNames) ? this : CultureInfo.InvariantCulture.GetFormat(formatType);

    internal static MessageNames From(IFormatProvider? provider) => provider?.GetFormat(typeof(MessageNames)) as MessageNames ?? Library;

    /// <summary>A text of one line in quotes, whatever characters it has.</summary>
    /// <param name="text">The text.</param>
    protected static string Quote(string text) => Quoted.Path(text);

    private static string Capitalized(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private sealed class LibraryNames : MessageNames
    {
        // An option that is no property, such as the command's own, is named in the same way.
        public override string NameOption(string name) =>
            StylizeOption.All.FirstOrDefault(o => o.Name == name)?.Property ?? string.Concat(name.Split('-').Select(Capitalized));

        public override string NameFile(string path) => Quote(path);
    }
}
