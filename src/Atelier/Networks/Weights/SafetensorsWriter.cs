using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
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

    /// <summary>Writes a file that is there whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="tensors">The arrays in the order in which they are stored.</param>
    /// <param name="metadata">What the file says about itself.</param>
    /// <exception cref="NetworkException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = Header(tensors, metadata, DataSha256(tensors));
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
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in tensors)
        {
            stream.Write(Bytes(tensor));
        }
    }

    private static byte[] Header(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata, string sha256)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (var (key, value) in metadata.Where(m => m.Key != DataSha256Key))
            {
                json.WriteString(key, value);
            }

            json.WriteString(DataSha256Key, sha256);
            json.WriteEndObject();
            var start = 0L;
            foreach (var tensor in tensors)
            {
                var end = start + ((long)tensor.Size * tensor.Values.Length);
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Half ? "F16" : "F32");
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [start, end]);
                json.WriteEndObject();
                start = end;
            }

            json.WriteEndObject();
        }

        // The data starts at a multiple of 8 so that others may use it in place.
        buffer.Write("       "u8[..(int)(-buffer.Length & 7)]);
        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
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
