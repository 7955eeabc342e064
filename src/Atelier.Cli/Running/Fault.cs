using System.CommandLine;

namespace Atelier.Cli.Running;

/// <summary>Faults of the words of a command, each a clause without a full stop.</summary>
internal static class Fault
{
    /// <summary>An option whose text cannot be used.</summary>
    /// <param name="option">Its name, such as <c>bit-depth</c>.</param>
    /// <param name="text">The expectation and the text that was found.</param>
    public static Message Of(string option, FormattableString text) => new(MessageCodes.OptionInvalid, $"{new OptionName(option)}: {text}", option);

    /// <summary>The value of an option; where its text is none, a fault and the default.</summary>
    /// <param name="words">The words.</param>
    /// <param name="option">The option.</param>
    /// <param name="or">The default.</param>
    /// <param name="expected">The values that the option takes.</param>
    /// <param name="read">Makes the value; null where the text is none.</param>
    /// <param name="faults">Takes the fault.</param>
    /// <param name="advice">Advice about a text, after the expected values; null for none.</param>
    public static T Read<T>(
        ParseResult words, Option<string> option, T or, string expected, Func<string, T?> read, List<Message> faults, Func<string, string>? advice = null)
        where T : struct
    {
        if (words.GetValue(option) is not { } text)
        {
            return or;
        }

        if (read(text) is { } value)
        {
            return value;
        }

        faults.Add(Of(option.Name[2..], $"expected {expected}{advice?.Invoke(text)}, not \"{text}\""));
        return or;
    }

    /// <summary>An option that does not go with others, or needs one.</summary>
    /// <param name="option">Its name.</param>
    /// <param name="text">The whole clause, which names it.</param>
    public static Message Around(string option, FormattableString text) => new(MessageCodes.OptionInvalid, text, option);

    /// <summary>Words that belong to no option.</summary>
    public static Message OfWords(FormattableString text) => new(CommandCodes.WrongUse, text);

    /// <summary>A word that is neither an option nor a picture.</summary>
    public static Message OfWord(string word) => OfWords($"Unrecognized command or argument '{word}'"); // as the parser says it

    /// <summary>A word that has to be there.</summary>
    public static Message OfMissing(string argument, ParseResult words) =>
        OfWords($"Required argument '{argument}' missing for command: '{words.CommandResult.Command.Name}'"); // as the parser says it
}
