using System.CommandLine;
using Atelier.Cli.Help;
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

    /// <summary>The options under their headings.</summary>
    /// <param name="except">The names of those that a command does not have, or has elsewhere.</param>
    public IEnumerable<HelpSection> Sections(params string[] except) => Enum.GetValues<OptionGroup>().Select(group => new HelpSection(
        group.ToString(), [.. _all.Where(o => o.Meaning.Group == group && !except.Contains(o.Meaning.Name)).Select(o => o.Word)]));

    /// <summary>The text that was given for an option; null for none.</summary>
    public string? Text(ParseResult words, string name) =>
        words.GetResult(Word(name)) is { Implicit: false, Tokens: [{ Value: var text }] } ? text : null;

    /// <summary>The word of an option.</summary>
    public Option Word(string name) => _all.Single(o => o.Meaning.Name == name).Word;

    /// <summary>Reads preset and options, adding faults to <paramref name="faults"/>.</summary>
    /// <param name="words">The words.</param>
    /// <param name="faults">Takes the faults.</param>
    /// <param name="start">The options to start from in place of a preset.</param>
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

    /// <summary>A note about options that give way to others; null for none.</summary>
    /// <param name="words">The words.</param>
    /// <param name="start">The options to start from in place of a preset.</param>
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
    public bool IsGiven(ParseResult words, string name) => words.GetResult(Word(name)) is { Implicit: false };

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
