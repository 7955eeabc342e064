namespace Atelier.Optimization;

/// <summary>Says why an optimiser cannot go on.</summary>
internal static class OptimizerFailure
{
    /// <summary>The loss is no number.</summary>
    /// <param name="losses">The terms, among them the culprit.</param>
    /// <param name="tried">What did not help, as a clause.</param>
    public static StylizeException NotANumber(LossValues losses, string tried)
    {
        string[] culprits =
        [
            .. new[] { ("content", losses.Content), ("style", losses.Style), ("total variation", losses.TotalVariation), ("range", losses.Range), ("preview", losses.Preview) }
                .Where(term => !double.IsFinite(term.Item2)).Select(term => term.Item1),
        ];
        var which = culprits.Length > 0 ? $"the {string.Join(" and ", culprits)} loss" : "the gradient";
        return new StylizeException(
            $"The run cannot go on: {which} is not a finite number, and {tried}. Use smaller weights, --precision float32, or check the network with 'atelier networks verify'.");
    }
}
