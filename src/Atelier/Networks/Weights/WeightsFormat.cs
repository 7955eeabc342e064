using System.Buffers.Binary;

namespace Atelier.Networks.Weights;

/// <summary>Recognises a weights file by its first bytes.</summary>
internal static class WeightsFormat
{
    private const int Longest = 16;

    /// <summary>Opens the file with the reader of its format.</summary>
    /// <exception cref="NetworkException">It cannot be read, is of no known format, is damaged or asks to run code.</exception>
    public static WeightsSource Open(string path)
    {
        var file = MappedFile.Open(path);
        try
        {
            var start = file.Slice(0, Math.Min(Longest, file.Length), "the start");
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

            return start.Length > 8 && start[8] == '{'
                ? new SafetensorsSource(file)
                : throw WeightsFault.In(path, $"expected a .safetensors, PyTorch .pth or Keras .h5 file, but it is none of these ({Describe(start)}); use another file");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static string Describe(ReadOnlySpan<byte> start) =>
        start.StartsWith("<"u8) ? "it looks like a web page"
        : start.StartsWith("version https://"u8) ? "it is a pointer of Git LFS, not the file itself"
        : start.Length >= 4 ? $"it starts with {BinaryPrimitives.ReadUInt32BigEndian(start):x8}"
        : $"it has {start.Length} bytes";
}
