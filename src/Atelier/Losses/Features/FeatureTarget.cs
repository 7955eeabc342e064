using Atelier.Networks;

namespace Atelier.Losses.Features;

/// <summary>Makes the losses of a term from the feature maps of the content picture and of the styles, which pass the network once.</summary>
internal abstract class FeatureTarget : IDisposable
{
    /// <summary>The layers whose maps of the content picture are used.</summary>
    public abstract IEnumerable<string> Layers { get; }

    /// <summary>Takes a tile of the content picture in.</summary>
    public abstract void AddContent(FeatureMaps maps);

    /// <summary>Makes the losses, once all tiles of the content picture were taken in.</summary>
    public abstract IReadOnlyList<FeatureLoss> Losses();

    /// <summary>Frees the sums, not the losses.</summary>
    public abstract void Dispose();
}
