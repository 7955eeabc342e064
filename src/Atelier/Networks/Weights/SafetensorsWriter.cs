using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Atelier.Imaging;

namespace Atelier.Networks.Weights;

/// <summary>An array to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its dimensions, outermost first.</param>
/// <param name="Values">Its numbers, last dimension fastest.</param>
/// <param name="Half">Whether they are stored in 16 bits, rounded to the nearest, and not in 32.</param>
internal sealed record NamedTensor(string Name, IReadOnlyList<long> Shape, ReadOnlyMemory<float> Values, bool Half = false)
{
    /// <summary>Bytes of one number.</summary>
    public int Size => Half ? 2 : 4;
}

/// <summary>Writes safetensors files in float32 and float16.</summary>
internal static class SafetensorsWriter
{
    /// <summary>The metadata that the writer adds: the SHA-256 of everything after the header, in hexadecimal.</summary>
    public const string DataSha256Key = "data_sha256";

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="NetworkException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = SafetensorsHeader.Bytes(
            metadata.Where(m => m.Key != DataSha256Key).Append(new(DataSha256Key, DataSha256(tensors))),
            tensors.Select(t => (t.Name, t.Half ? "F16" : "F32", t.Shape, (long)t.Size * t.Values.Length)));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            AtomicFile.Write(path, stream => Write(stream, header, tensors));
        }
        catch (Exception exception) when (WeightsError.IsFileError(exception))
        {
            throw WeightsError.Unwritable(path, exception);
        }
    }

    private static void Write(Stream stream, byte[] header, IReadOnlyList<NamedTensor> tensors)
    {
        stream.Write(header);
        foreach (var tensor in tensors)
        {
            stream.Write(Bytes(tensor));
        }
    }

    private static string DataSha256(IEnumerable<NamedTensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in tensors)
        {
            hash.AppendData(Bytes(tensor));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Every machine that libtorch runs on is little-endian, as the format is.
    private static ReadOnlySpan<byte> Bytes(NamedTensor tensor) =>
        tensor.Half ? MemoryMarshal.AsBytes<Half>(Rounded(tensor.Values.Span)) : MemoryMarshal.AsBytes(tensor.Values.Span);

    private static Half[] Rounded(ReadOnlySpan<float> values)
    {
        var halves = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, halves);
        return halves;
    }
}
