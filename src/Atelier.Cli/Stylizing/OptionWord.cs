using System.CommandLine;
using System.Globalization;
using Atelier.Imaging;
using Atelier.Networks;
using Atelier.Optimization;

namespace Atelier.Cli.Stylizing;

/// <summary>How one option of a run is written and explained.</summary>
internal static class OptionWord
{
    private static readonly StylizeOptions Defaults = new();

    /// <summary>Its word. The value stays text here: <see cref="StylizeOption.With"/> reads it, so that all faults are found at once.</summary>
    public static Option For(StylizeOption option) => option.IsSwitch
        ? new Option<bool>($"--{option.Name}") { Description = option.Help + Notes(option) }
        : new Option<string>($"--{option.Name}") { HelpName = Placeholder(option), Description = option.Help + Notes(option) };

    private static string Placeholder(StylizeOption option)
    {
        if (option.Choices.Count > 0)
        {
            return string.Join('|', option.Choices);
        }

        var type = option.ValueType;
        return type == typeof(LayerWeights) ? "LAYERS"
            : type == typeof(StepSchedule) ? "N,..."
            : type == typeof(StyleWeights) ? "N,..."
            : type == typeof(StyleScale) ? "N|own"
            : type == typeof(DeviceChoice) ? "DEVICE"
            : type == typeof(InitialPicture) ? "WORD|FILE"
            : type == typeof(PaintedFile) ? "FILE"
            : type == typeof(string) ? "NAME|FILE"
            : "N";
    }

    private static string Notes(StylizeOption option)
    {
        List<string> notes = [];
        if (option.Range is { } range)
        {
            notes.Add(range.Maximum is int.MaxValue ? $"from {range.Minimum}" : $"{Number(range.Minimum)} to {Number(range.Maximum)}");
        }

        if (option.TextIn(Defaults) is { } text)
        {
            notes.Add($"default: {text}");
        }

        return notes.Count > 0 ? $" [{string.Join("; ", notes)}]" : "";
    }

    // 1e12 and 1e-6 rather than 1000000000000 and 1E-06.
    private static string Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture) switch
    {
        >= 1e6 or (> 0 and < 1e-3) => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("0.###e0", CultureInfo.InvariantCulture),
        var small => small.ToString(CultureInfo.InvariantCulture),
    };
}
