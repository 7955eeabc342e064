using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Atelier.Imaging;
using Atelier.Imaging.Storage;
using static TorchSharp.torch;

namespace Atelier.Checkpoints;

/// <summary>
/// Writes checkpoints: safetensors files whose metadata hold the header, and whose last array is the SHA-256 of every byte before it.
/// </summary>
internal static class CheckpointWriter
{
    /// <summary>The metadata's key of the header's JSON.</summary>
    public const string HeaderKey = "atelier_checkpoint";

    /// <summary>The name of the checksum among the arrays.</summary>
    public const string ChecksumName = "sha256";

    /// <summary>How every checkpoint goes on after the length of its header.</summary>
    public static ReadOnlySpan<byte> Start => "{\"__metadata__\":{\"atelier_checkpoint\":\""u8;

    /// <summary>Values that go from a tensor to the file at once, and back. More of what lies in a file is never in memory.</summary>
    public const long Portion = 4 << 20;

    /// <summary>Writes one, whole or not at all, to the disk and not only to the system's memory.</summary>
    /// <exception cref="IOException">It cannot be written; what was there is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">As above, for want of permission.</exception>
    public static void Write(string path, CheckpointHeader header, IReadOnlyDictionary<string, Tensor> tensors) =>
        AtomicFile.Write(path, stream => Write(stream, header, tensors), TemporaryName(PictureFile.Resolve(path)));

    /// <summary>The file beside a checkpoint in which the checkpoint is written.</summary>
    /// <param name="target">The checkpoint, with every symbolic link followed.</param>
    public static string TemporaryName(string target) => Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.tmp");

    private static void Write(Stream stream, CheckpointHeader header, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = Head(header, tensors);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, head.Length);
        Put(length);
        Put(head);
        foreach (var tensor in tensors.Values)
        {
            for (var at = 0L; at < tensor.numel(); at += Portion)
            {
                using var scope = NewDisposeScope();
                Put(tensor.contiguous().view(-1).narrow(0, at, Math.Min(Portion, tensor.numel() - at)).cpu().bytes);
                TemporaryMappedFile.EvictPages();
            }
        }

        stream.Write(hash.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }
    }

    private static byte[] Head(CheckpointHeader header, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString(HeaderKey, header.ToJson());
            json.WriteEndObject();
            var end = 0L;
            foreach (var (name, tensor) in tensors)
            {
                WriteTensor(name, tensor.dtype == ScalarType.Float64 ? "F64" : "F32", tensor.shape, tensor.numel() * tensor.element_size());
            }

            WriteTensor(ChecksumName, "U8", [SHA256.HashSizeInBytes], SHA256.HashSizeInBytes);
            json.WriteEndObject();

            void WriteTensor(string name, string type, long[] shape, long bytes)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", type);
                WriteNumbers("shape", shape);
                WriteNumbers("data_offsets", end, end += bytes);
                json.WriteEndObject();
            }

            void WriteNumbers(string name, params ReadOnlySpan<long> numbers)
            {
                json.WriteStartArray(name);
                foreach (var number in numbers)
                {
                    json.WriteNumberValue(number);
                }

                json.WriteEndArray();
            }
        }

        // Spaces up to a multiple of 8, as the format's own programs do, so that the arrays are aligned.
        buffer.Write("       "u8[..(int)((8 - (buffer.Length % 8)) % 8)]);
        return buffer.ToArray();
    }
}
