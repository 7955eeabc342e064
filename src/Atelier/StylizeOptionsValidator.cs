using System.Globalization;
using Atelier.Imaging;
using Atelier.Losses;
using Atelier.Networks;

namespace Atelier;

/// <summary>Finds every fault of a set of options at once.</summary>
internal static class StylizeOptionsValidator
{
    public static void Validate(StylizeOptions options)
    {
        List<string> faults =
        [
            .. StylizeOption.All.Select(o => OutOfRange(o, options)).OfType<string>(),
            .. WeightFaults("content-layers", options.ContentLayers),
            .. WeightFaults("style-layers", options.StyleLayers),
            .. options.Steps.Where(s => s is < 0 or > 1_000_000).Take(1)
                .Select(s => string.Create(CultureInfo.InvariantCulture, $"--steps must be from 0 to 1000000 a scale, not {s}")),
        ];
        if (options is { ContentWeight: 0, StyleWeight: 0 })
        {
            faults.Add("--content-weight and --style-weight cannot both be 0: nothing would be painted");
        }

        if (options.Strength is not null && (options.ContentWeight == 0 || options.StyleWeight == 0))
        {
            faults.Add("--strength balances content and style: --content-weight and --style-weight must be above 0");
        }

        if (options.Strength is not null && options.Color == ColorMode.Only)
        {
            faults.Add("--strength cannot be had with --color only, which paints nothing");
        }

        if (options.StyleWeights is { } weights)
        {
            faults.AddRange(weights.Where(w => !(w is >= 0 and <= 1e12)).Take(1)
                .Select(w => string.Create(CultureInfo.InvariantCulture, $"--style-weights must be from 0 to 1e12 each, not {w}")));
            if (weights.All(w => w == 0))
            {
                faults.Add("--style-weights: at least one style must weigh more than 0");
            }
        }

        if (!options.StyleScale.IsOwn && !(options.StyleScale.Factor is >= StyleScale.Smallest and <= StyleScale.Largest))
        {
            faults.Add($"--style-scale must be own or from {StyleScale.Text(StyleScale.Smallest)} to {StyleScale.Text(StyleScale.Largest)}, not {options.StyleScale}");
        }

        if (options.StyleScale != 1 && options.MatchSize == MatchSize.Resize)
        {
            faults.Add("--style-scale cannot be had with --match-size resize, which gives the style the content's size");
        }

        if (options.StyleScale.IsOwn && options.StyleSize is not null)
        {
            faults.Add("--style-scale own and --style-size contradict each other: give one of them");
        }

        if (faults.Count > 0)
        {
            throw new OptionsException(faults);
        }
    }

    private static string? OutOfRange(StylizeOption option, StylizeOptions options)
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
            : string.Create(CultureInfo.InvariantCulture, $"--{option.Name} must be from {low} to {high}, not {text}");
    }

    private static IEnumerable<string> WeightFaults(string option, LayerWeights layers)
    {
        foreach (var layer in layers.Where(l => !(l.Weight is >= 0 and <= 1e12)))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"--{option}: the weight of {layer.Layer} must be from 0 to 1e12, not {layer.Weight}");
        }

        if (layers.All(l => l.Weight == 0))
        {
            yield return $"--{option}: at least one layer must weigh more than 0";
        }
    }
}
