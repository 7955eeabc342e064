using System.Globalization;
using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;

namespace Atelier;

/// <summary>Finds every fault of a set of options at once.</summary>
internal static class StylizeOptionsValidator
{
    private static readonly StylizeOptions Defaults = new();

    public static void Validate(StylizeOptions options)
    {
        List<Message> faults = [.. StylizeOption.All.Select(o => NoValue(o, options)).OfType<Message>()];
        if (options.Losses is null || options.Losses.Any(l => l is null))
        {
            Add("losses", $"{new OptionName("losses")} must be a list without null");
        }

        if (faults.Count > 0)
        {
            throw new OptionsException(faults); // the rest looks at the values
        }

        faults.AddRange(StylizeOption.All.Select(o => OutOfRange(o, options)).OfType<Message>());
        AddWeightFaults("content-layers", options.ContentLayers);
        AddWeightFaults("style-layers", options.StyleLayers);
        if (options.Steps.FirstOrDefault(s => s is < 0 or > 1_000_000) is var steps && steps != 0)
        {
            Add("steps", $"{new OptionName("steps")} must be from 0 to 1000000 a scale, not {steps}");
        }

        foreach (var name in options.Losses!.Select(l => l.Name).Concat(LossTerm.All.Select(t => t.Name)).Append("total").CountBy(n => n).Where(n => n.Value > 1).Select(n => n.Key))
        {
            Add("losses", $"{new OptionName("losses")} must have names of their own, and two terms are called {name}");
        }

        if (options is { ContentWeight: 0, StyleWeight: 0, Losses.Count: 0 })
        {
            Add("content-weight", $"{new OptionName("content-weight")} and {new OptionName("style-weight")} cannot both be 0: nothing would be painted");
        }

        if (options is { StyleLoss: StyleLossKind.Neighbours, StrokeWeight: 0 })
        {
            Add("style-loss", $"{new OptionName("style-loss")} neighbours needs a {new OptionName("stroke-weight")} above 0: else nothing of the style would be compared");
        }

        if (options.Strength is not null && (options.ContentWeight == 0 || options.StyleWeight == 0))
        {
            Add("strength", $"{new OptionName("strength")} balances content and style: {new OptionName("content-weight")} and {new OptionName("style-weight")} must be above 0");
        }

        if (options.Strength is not null && options.Color == ColorMode.Only)
        {
            Add("strength", $"{new OptionName("strength")} cannot be had with {new OptionName("color")} only, which paints nothing");
        }

        if (options.StyleWeights is { } weights)
        {
            foreach (var weight in weights.Where(w => !(w is >= 0 and <= 1e12)).Take(1))
            {
                Add("style-weights", $"{new OptionName("style-weights")} must be from 0 to 1e12 each, not {weight}");
            }

            if (weights.All(w => w == 0))
            {
                Add("style-weights", $"{new OptionName("style-weights")}: at least one style must weigh more than 0");
            }
        }

        if (!options.StyleScale.IsOwn && !(options.StyleScale.Factor is >= StyleScale.Smallest and <= StyleScale.Largest))
        {
            Add("style-scale", $"{new OptionName("style-scale")} must be own or from {StyleScale.Smallest} to {StyleScale.Largest}, not {options.StyleScale}");
        }

        if (options.StyleScale != 1 && options.MatchSize == MatchSize.Resize)
        {
            Add("style-scale", $"{new OptionName("style-scale")} cannot be had with {new OptionName("match-size")} resize, which gives the style the content's size");
        }

        if (options.StyleScale.IsOwn && options.StyleSize is not null)
        {
            Add("style-scale", $"{new OptionName("style-scale")} own and {new OptionName("style-size")} contradict each other: give one of them");
        }

        if (faults.Count > 0)
        {
            throw new OptionsException(faults);
        }

        void AddWeightFaults(string option, LayerWeights layers)
        {
            foreach (var layer in layers.Where(l => !(l.Weight is >= 0 and <= 1e12)))
            {
                Add(option, $"{new OptionName(option)}: the weight of {layer.Layer} must be from 0 to 1e12, not {layer.Weight}");
            }

            if (layers.All(l => l.Weight == 0))
            {
                Add(option, $"{new OptionName(option)}: at least one layer must weigh more than 0");
            }
        }

        void Add(string option, FormattableString text) => faults.Add(Fault(option, text));
    }

    // Null where there must be a value, and numbers that are none of an enumeration, which programs can give but no text.
    private static Message? NoValue(StylizeOption option, StylizeOptions options) => option.ValueIn(options) switch
    {
        null when option.ValueIn(Defaults) is not null => Fault(option.Name, $"{new OptionName(option.Name)} must have a value, not null"),
        Enum word when !Enum.IsDefined(word.GetType(), word) => Fault(
            option.Name, $"{new OptionName(option.Name)} must be one of {string.Join(", ", option.Choices)}, not {Convert.ToInt64(word, CultureInfo.InvariantCulture)}"),
        _ => null,
    };

    private static Message? OutOfRange(StylizeOption option, StylizeOptions options)
    {
        var text = option.TextIn(options);
        if (option.Range is null || text is null)
        {
            return null;
        }

        var value = double.Parse(text, CultureInfo.InvariantCulture);
        var (low, high) = (Convert.ToDouble(option.Range.Minimum, CultureInfo.InvariantCulture), Convert.ToDouble(option.Range.Maximum, CultureInfo.InvariantCulture));
        return value >= low && value <= high // false for NaN
            ? null
            : Fault(option.Name, $"{new OptionName(option.Name)} must be from {low} to {high}, not {text}");
    }

    private static Message Fault(string option, FormattableString text) => new(MessageCodes.OptionInvalid, text, option);
}
