using Atelier.Networks.Store;

namespace Atelier.Networks.Compact;

/// <summary>Whether the embedded network does the first steps of a run for another network.</summary>
internal static class Drafting
{
    /// <summary>Whether it does so in a run.</summary>
    /// <exception cref="OptionsException">The options ask for it and for a layer that it does not stand for.</exception>
    public static bool Serves(StylizeOptions options, NetworkFile network)
    {
        if (network.Path is null || options.Draft == DraftChoice.None)
        {
            return false;
        }

        var strange = options.ContentLayers.Concat(options.StyleLayers).Select(l => l.Layer).Except(CompactNetwork.Layers).FirstOrDefault();
        return options.Draft switch
        {
            DraftChoice.Auto => strange is null && network.IsPreferred && options is { Scales: null, Pooling: PoolingKind.Max },
            _ when strange is not null => throw new OptionsException(new Message(
                MessageCodes.NoLayer,
                $"{new OptionName("draft")} compact: the embedded network does not stand for the layer {strange}; it has {string.Join(", ", CompactNetwork.Layers)}",
                "draft")),
            _ => true,
        };
    }
}
