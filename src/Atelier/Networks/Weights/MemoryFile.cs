namespace Atelier.Networks.Weights;

/// <summary>A file that is in memory already, such as one that is part of the program.</summary>
/// <param name="path">What it is called in messages.</param>
/// <param name="bytes">The whole file.</param>
internal sealed class MemoryFile(string path, ReadOnlyMemory<byte> bytes) : IWeightsBytes
{
    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public long Length => bytes.Length;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Slice(long offset, long length, string what) =>
        offset < 0 || length < 0 || offset > Length - length
            ? throw WeightsError.CutShort(path, what, offset + length, Length)
            : bytes.Span.Slice((int)offset, (int)length);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
