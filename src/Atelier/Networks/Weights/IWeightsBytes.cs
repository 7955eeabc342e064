namespace Atelier.Networks.Weights;

/// <summary>The bytes of a weights file, wherever they lie.</summary>
internal interface IWeightsBytes : IDisposable
{
    /// <summary>What the file is called in messages.</summary>
    string Path { get; }

    /// <summary>How many there are.</summary>
    long Length { get; }

    /// <summary>The bytes from <paramref name="offset"/> on; valid until this object is disposed.</summary>
    /// <exception cref="NetworkException">They reach beyond the end; the message calls them <paramref name="what"/>.</exception>
    ReadOnlySpan<byte> Slice(long offset, long length, string what);
}
