namespace Atelier.Networks.Weights;

/// <summary>A weights file of any format: metadata, a list of arrays, and the numbers of each.</summary>
internal abstract class WeightsSource : IDisposable
{
    private const int LongestSignature = 16;

    /// <summary>The file's own metadata; empty for formats that have none.</summary>
    public virtual IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    /// <summary>The arrays in the order of the file, each name once.</summary>
    public abstract IReadOnlyList<WeightInfo> Tensors { get; }

    /// <summary>Opens a file with the reader of its format, which its first bytes tell.</summary>
    /// <exception cref="NetworkException">It cannot be read, is of no known format, is damaged or asks to run code.</exception>
    public static WeightsSource Open(string path)
    {
        var file = WeightsBytes.Open(path);
        try
        {
            var start = file.Slice(0, Math.Min(LongestSignature, file.Length), "the start");
            if (start.StartsWith(KerasSource.Signature))
            {
                file.Dispose();
                return new KerasSource(path);
            }

            if (start.StartsWith("PK\u0003\u0004"u8))
            {
                file.Dispose();
                return new TorchZipSource(path);
            }

            if (start.StartsWith(TorchStreamSource.Signature))
            {
                return new TorchStreamSource(file);
            }

            ForeignFormat.Refuse(path, start);
            return new SafetensorsSource(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads one of <see cref="Tensors"/>, whose format is a floating-point one.</summary>
    /// <param name="index">Its index in <see cref="Tensors"/>.</param>
    /// <param name="destination">As long as the array has numbers.</param>
    public abstract void Read(int index, Span<float> destination);

    /// <inheritdoc/>
    public abstract void Dispose();
}
