using Atelier.Cli.Running;

namespace Atelier.Cli.Stylizing;

/// <summary>The presets by the words that users write.</summary>
internal static class Presets
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<StylizePreset>().Select(Name)];

    public static string Name(StylizePreset preset) => preset.ToString().ToLowerInvariant();

    /// <summary>The preset of a word; a word that is none is added to <paramref name="faults"/>.</summary>
    public static StylizePreset Read(string text, List<Message> faults)
    {
        if (Names.Contains(text))
        {
            return Enum.Parse<StylizePreset>(text, ignoreCase: true);
        }

        faults.Add(Fault.Of("preset", $"expected {string.Join(", ", Names)}, not \"{text}\""));
        return StylizePreset.Balanced;
    }
}
