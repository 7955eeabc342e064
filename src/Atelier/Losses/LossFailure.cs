namespace Atelier.Losses;

/// <summary>The errors of numbers that are not finite, which end a run.</summary>
internal static class LossFailure
{
    /// <summary>The loss or its gradient is not finite.</summary>
    /// <param name="losses">The terms, among them the culprit.</param>
    /// <param name="tried">What did not help, as a clause.</param>
    public static StylizeException NotFinite(LossValues losses, string tried)
    {
        (string Name, string Option, double Value)[] terms =
        [
            ("content", "content-weight", losses.Content),
            ("style", "style-weight", losses.Style),
            ("total variation", "tv-weight", losses.TotalVariation),
            ("range", "range-weight", losses.Range),
            ("preview", "preview-weight", losses.Preview),
        ];
        var culprits = terms.Where(t => !double.IsFinite(t.Value)).ToArray();
        return null!;
    }

    /// <summary>The features of a picture are not finite, so that no loss can be made of them.</summary>
    public static StylizeException FeaturesNotFinite() => null!;

    /// <summary>The strength that was reached cannot be told.</summary>
    public static StylizeException StrengthNotFinite() => null!;
}
