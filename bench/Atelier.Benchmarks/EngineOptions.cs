using System.CommandLine;

namespace Atelier.Benchmarks;

/// <summary>The options of <c>atelier stylize</c> as words of a benchmark, but for some.</summary>
/// <param name="without">The names of those that the benchmark sets itself.</param>
internal sealed class EngineOptions(params IReadOnlyList<string> without)
{
    private readonly IReadOnlyList<(StylizeOption Meaning, Option<string> Word)> _all =
    [
        .. StylizeOption.All.Where(o => !without.Contains(o.Name)).Select(o => (o, new Option<string>($"--{o.Name}")
        {
            HelpName = "VALUE",
            Description = o.Help,
            Arity = o.IsSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        })),
    ];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var (_, word) in _all)
        {
            command.Add(word);
        }
    }

    /// <summary>The options of a run.</summary>
    /// <param name="words">The words.</param>
    /// <param name="start">What the options start from.</param>
    /// <exception cref="OptionsException">A value is none that its option takes.</exception>
    public StylizeOptions Read(ParseResult words, StylizeOptions start)
    {
        foreach (var (meaning, word) in _all.Where(o => words.GetResult(o.Word) is not null))
        {
            var text = words.GetValue(word) ?? "true";
            try
            {
                start = meaning.With(start, text);
            }
            catch (FormatException error)
            {
                throw new OptionsException(new Message(MessageCodes.OptionInvalid, $"{word.Name}: {error.Message}, not \"{text}\"", meaning.Name));
            }
        }

        start.Validate();
        return start;
    }

    /// <summary>The same words once more, for another process.</summary>
    public IEnumerable<string> Again(ParseResult words) =>
        _all.Where(o => words.GetResult(o.Word) is not null).SelectMany(o => new[] { o.Word.Name, words.GetValue(o.Word) ?? "true" });
}
