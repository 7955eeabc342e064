using System.Runtime.CompilerServices;

namespace Atelier;

/// <summary>An error or a warning as data: a code for programs, the option at fault, and one line of text for people.</summary>
public sealed class Message : IFormattable
{
    private readonly FormattableString _text;

    /// <summary>Makes a message.</summary>
    /// <param name="code">The code, one of <see cref="MessageCodes"/>.</param>
    /// <param name="text">
    /// One line. Options stand in it as <see cref="OptionName"/>, files as <see cref="FileName"/>, ways to install a network as <see cref="StoreAction"/>,
    /// and other messages as they are, so that each program writes their names in its own way.
    /// </param>
    /// <param name="option">The name of the option at fault, as <see cref="StylizeOption.Name"/> has it; null where there is none.</param>
    public Message(string code, FormattableString text, string? option = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentNullException.ThrowIfNull(text);
        Code = code;
        Option = option;
        _text = text;
    }

    /// <summary>The code: it stays the same when the text is worded anew.</summary>
    public string Code { get; }

    /// <summary>The name of the option at fault, such as <c>style-size</c>; null where there is none.</summary>
    public string? Option { get; }

    /// <summary>The text for users of the library: options by their property, files by their path.</summary>
    public override string ToString() => ToString(MessageNames.Library);

    /// <summary>The text with names as a program writes them.</summary>
    /// <param name="names">How options and files are written.</param>
    public string ToString(MessageNames names) => _text.ToString(names);

    /// <summary>Parts of a text, one after the other, each with names of its own.</summary>
    /// <param name="separator">The text between two parts.</param>
    /// <param name="parts">The parts.</param>
    internal static FormattableString Join(string separator, IReadOnlyList<FormattableString> parts) =>
        FormattableStringFactory.Create(string.Join(separator, parts.Select((_, i) => $"{{{i}}}")), [.. parts]);

    /// <inheritdoc/>
    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString(MessageNames.From(formatProvider));
}
