namespace Atelier.Losses;

/// <summary>The errors of numbers that are not finite, which end a run.</summary>
internal static class LossFailure
{
    /// <summary>The loss or its gradient is not finite.</summary>
    /// <param name="losses">The terms, among them the culprit.</param>
    /// <param name="tried">The remedy that did not help, as a clause.</param>
    public static StylizeException NotFinite(LossValues losses, string tried)
    {
        var terms = losses.Terms.Select(t => (Term: LossTerm.Of(t.Key), t.Value)).ToArray();
        var infinite = Array.FindAll(terms, t => !double.IsFinite(t.Value));

        // A gradient does not say where it comes from: most of it is the largest term's.
        var culprits = infinite.Length > 0 ? infinite : [terms.MaxBy(t => Math.Abs(t.Value))];
        FormattableString found = infinite.Length > 0
            ? (FormattableString)$"the {string.Join(" and ", culprits.Select(c => c.Term.Title))} loss is not a finite number"
            : $"the gradient is not finite, and the {culprits[0].Term.Title} loss is the largest ({losses.Total:g3} in all)";
        var options = Message.Join(" and ", [.. culprits.Select(c => (FormattableString)$"{new OptionName(c.Term.Option)}")]);
        return new StylizeException(new Message(
            MessageCodes.Diverged,
            $"The run cannot go on: {found}, and {tried}. Lower {options}, use {new OptionName("precision")} float32, or check the network with {new StoreAction("verify", "")}.",
            culprits[0].Term.Option));
    }

    /// <summary>The features of a picture are not finite, so that no loss can be made of them.</summary>
    public static StylizeException FeaturesNotFinite() => new(new Message(
        MessageCodes.Diverged,
        $"The run cannot go on: the network's features of the content or style picture are not finite numbers. Check the network with {new StoreAction("verify", "")}, and that all values of the pictures are numbers.",
        "network"));
}
