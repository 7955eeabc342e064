using System.CommandLine;
using Atelier.Cli.Running;

namespace Atelier.Cli.Stylizing;

/// <summary>The options of a run as words of the command, derived from <see cref="StylizeOption.All"/>.</summary>
internal sealed class OptionSet
{
    private readonly IReadOnlyList<(StylizeOption Meaning, Option Word)> _all = [.. StylizeOption.All.Select(o => (o, OptionWord.For(o)))];

    /// <summary>The option that chooses the preset.</summary>
    public Option<string> Preset { get; } = new("--preset")
    {
        HelpName = string.Join('|', Presets.Names),
        Description = "what the other options start from; an option given beside it wins [default: balanced]",
    };

    public IReadOnlyList<Option> In(OptionGroup group) => [.. _all.Where(o => o.Meaning.Group == group).Select(o => o.Word)];

    /// <summary>The text that was given for an option; null for none.</summary>
    public string? Text(ParseResult words, string name) =>
        words.GetResult(_all.Single(o => o.Meaning.Name == name).Word) is { Implicit: false, Tokens: [{ Value: var text }] } ? text : null;

    /// <summary>Reads preset and options, adding what is wrong with them to <paramref name="faults"/>.</summary>
    /// <param name="words">The words.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="start">What the options start from where it is no preset.</param>
    public (StylizePreset Preset, StylizeOptions Options) Read(ParseResult words, List<Message> faults, StylizeOptions? start = null)
    {
        var preset = Presets.Read(words.GetValue(Preset) ?? "balanced", faults);
        var options = start ?? StylizeOptions.For(preset);
        foreach (var (meaning, word) in _all)
        {
            if (words.GetResult(word) is { Implicit: false } given && given.Tokens is not [_, _, ..])
            {
                options = Set(options, meaning, given.Tokens is [{ Value: var text }] ? text : "true", faults);
            }
        }

        if (AreWeightsGiven(words))
        {
            options = options with { Strength = null };
        }

        try
        {
            options.Validate();
        }
        catch (OptionsException e)
        {
            faults.AddRange(e.Faults);
        }

        return (preset, options);
    }

    /// <summary>Whether weights of content and style are given, which leave nothing for a strength to do.</summary>
    public bool AreWeightsGiven(ParseResult words) => IsGiven(words, "content-weight") || IsGiven(words, "style-weight");

    /// <summary>What the user should know of options that give way to others; null for nothing.</summary>
    /// <param name="words">The words.</param>
    /// <param name="start">What the options start from where it is no preset.</param>
    public Message? Note(ParseResult words, StylizeOptions? start = null) =>
        AreWeightsGiven(words) && (start?.Strength is not null || IsGiven(words, "strength"))
            ? new Message(
                CommandCodes.OptionIgnored,
                $"{new OptionName("strength")} is switched off by the weights given beside it: leave {new OptionName("content-weight")} and {new OptionName("style-weight")} out for it to set them.",
                "strength")
            : null;

    /// <summary>Whether an option is given.</summary>
    /// <param name="words">The words.</param>
    /// <param name="name">Its name, such as <c>style-weight</c>.</param>
    public bool IsGiven(ParseResult words, string name) => words.GetResult(_all.Single(o => o.Meaning.Name == name).Word) is { Implicit: false };

    private static StylizeOptions Set(StylizeOptions options, StylizeOption option, string text, List<Message> faults)
    {
        try
        {
            return option.With(options, text);
        }
        catch (FormatException e)
        {
            faults.Add(Fault.Of(option.Name, $"{e.Message}, not \"{text}\""));
            return options;
        }
    }
}
