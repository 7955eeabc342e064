using System.Globalization;
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
