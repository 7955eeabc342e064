using System.Security.Cryptography;
using Atelier.Imaging;
using Atelier.Imaging.Storage;
using Atelier.Networks.Weights;
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
        Put(SafetensorsHeader.Bytes(
            [new(HeaderKey, header.ToJson())],
            tensors
                .Select(t => (t.Key, TypeOf(t.Value), (IReadOnlyList<long>)t.Value.shape, t.Value.numel() * t.Value.element_size()))
                .Append((ChecksumName, "U8", [SHA256.HashSizeInBytes], SHA256.HashSizeInBytes))));
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

        static string TypeOf(Tensor tensor) => tensor.dtype == ScalarType.Float64 ? "F64" : "F32";

        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }
    }
}
