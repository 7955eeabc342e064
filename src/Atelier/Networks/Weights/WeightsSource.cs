namespace Atelier.Networks.Weights;

/// <summary>What every file format gives: metadata, a list of arrays, and the numbers of each.</summary>
internal abstract class WeightsSource : IDisposable
{
    /// <summary>What the file says about itself; empty for formats that say nothing.</summary>
    public virtual IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    /// <summary>The arrays in the order of the file, each name once.</summary>
    public abstract IReadOnlyList<WeightInfo> Tensors { get; }

    /// <summary>Reads one of <see cref="Tensors"/>, whose format is a floating-point one.</summary>
    /// <param name="index">Its place in <see cref="Tensors"/>.</param>
    /// <param name="destination">As long as the array has numbers.</param>
    public abstract void Read(int index, Span<float> destination);

    /// <inheritdoc/>
    public abstract void Dispose();
}
