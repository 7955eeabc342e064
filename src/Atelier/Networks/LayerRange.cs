namespace Atelier.Networks;

/// <summary>Some layers of a network in a row.</summary>
/// <param name="First">The place of the first.</param>
/// <param name="End">The place after the last.</param>
internal readonly record struct LayerRange(int First, int End)
{
    /// <summary>The place of the last.</summary>
    public int Last => End - 1;

    /// <summary>Whether a layer is one of them.</summary>
    public bool Contains(int layer) => layer >= First && layer < End;
}
