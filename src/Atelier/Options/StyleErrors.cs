using Atelier.Losses;

namespace Atelier;

/// <summary>Finds faults of options beside the styles and regions that are given, before any picture is read.</summary>
internal static class StyleErrors
{
    /// <summary>Every fault, each a clause without a full stop.</summary>
    /// <param name="options">The options.</param>
    /// <param name="styles">How many style pictures there are.</param>
    /// <param name="regions">How many regions there are.</param>
    public static IReadOnlyList<Message> Of(StylizeOptions options, int styles, int regions)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<Message> faults = [];
        if (options.StyleWeights is { } weights && weights.Count != styles)
        {
            Add("style-weights", $"{new OptionName("style-weights")} has {Counted.Of(weights.Count, "weight")} for {Counted.Of(styles, "style picture")}: give one each");
        }

        if (options.Elsewhere == OutsideRegions.Keep && regions == 0)
        {
            Add("elsewhere", $"{new OptionName("elsewhere")} keep needs a {new OptionName("region")}: without one nothing would be painted");
        }

        if (options.Elsewhere == OutsideRegions.Style && styles == 0)
        {
            Add("elsewhere", $"a style picture is needed for what no region covers: give one, or {new OptionName("region")} with {new OptionName("elsewhere")} keep");
        }

        if (options.MatchSize == MatchSize.Layerwise && (styles > 1 || regions > 0))
        {
            Add("match-size", $"{new OptionName("match-size")} layerwise resizes the picture's feature maps to those of one style, and cannot be had with several or with regions: use none or resize");
        }

        return faults;

        void Add(string option, FormattableString text) => faults.Add(new Message(MessageCodes.OptionInvalid, text, option));
    }

    /// <summary>Refuses pictures that do not fit the options.</summary>
    /// <exception cref="OptionsException">They do not; lists every fault.</exception>
    /// <exception cref="PictureException">A picture has values that are not finite numbers.</exception>
    internal static void Refuse(StylizeOptions options, StylizePictures pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (Of(options, pictures.Styles.Count, pictures.Regions.Count) is { Count: > 0 } faults)
        {
            throw new OptionsException(faults);
        }

        PictureErrors.RequireFinite(pictures);
    }
}
