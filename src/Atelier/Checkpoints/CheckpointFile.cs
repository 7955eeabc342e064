using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Atelier.Imaging;
using Atelier.Networks.Weights;
using static TorchSharp.torch;

namespace Atelier.Checkpoints;

/// <summary>A checkpoint that was opened and found whole.</summary>
internal sealed class CheckpointFile : IDisposable
{
    private const int LengthBytes = 8;
    private const int Portion = 1 << 24;

    private readonly FileStream _stream;
    private readonly IReadOnlyList<SafetensorsTensor> _tensors;
    private readonly long _dataStart;

    private CheckpointFile(FileStream stream, CheckpointHeader header, IReadOnlyList<SafetensorsTensor> tensors, long dataStart)
    {
        (_stream, Header, _tensors, _dataStart) = (stream, header, tensors, dataStart);
    }

    /// <summary>Everything in it that is no array.</summary>
    public CheckpointHeader Header { get; }

    /// <summary>Opens a checkpoint and checks every byte of it.</summary>
    /// <exception cref="CheckpointException">There is none, it is no checkpoint, is damaged, or of another format.</exception>
    public static CheckpointFile Open(string path)
    {
        var name = PictureFile.Quote(path);
        try
        {
            var stream = OpenStream(path);
            try
            {
                return Open(stream, name);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The checkpoint {name} cannot be read: {PictureFile.Reason(error, path)}; check the path and its permissions.", error);
        }
    }

    /// <summary>Whether a file begins as checkpoints do, damaged or not.</summary>
    public static bool LooksLikeOne(string path)
    {
        try
        {
            using var stream = OpenStream(path);
            return LooksLikeOne(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CheckpointException)
        {
            return false;
        }
    }

    /// <summary>Reads every array, on the processor, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> ReadTensors()
    {
        return _tensors.Where(t => t.Info.Name != CheckpointWriter.ChecksumName).ToDictionary(t => t.Info.Name, Read);

        Tensor Read(SafetensorsTensor tensor)
        {
            using var noGradients = no_grad();
            var values = empty([.. tensor.Info.Shape], dtype: tensor.Info.Format == NumberFormat.Float64 ? ScalarType.Float64 : ScalarType.Float32);
            _stream.Position = _dataStart + tensor.Start;
            for (var at = 0L; at < values.numel(); at += Portion)
            {
                using var scope = NewDisposeScope();
                _stream.ReadExactly(values.view(-1).narrow(0, at, Math.Min(Portion, values.numel() - at)).bytes);
            }

            return values;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static FileStream OpenStream(string path)
    {
        // Devices and pipes have no length, and reading them might never end.
        var file = new FileInfo(path);
        return !file.Exists
            ? throw new CheckpointException(
                $"There is no checkpoint {PictureFile.Quote(path)}; check the path, or start the run anew with --checkpoint.")
            : file.Length == 0
                ? throw new CheckpointException($"{PictureFile.Quote(path)} is empty: it is no checkpoint of Atelier; give another file, or start the run anew.")
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }

    private static CheckpointFile Open(FileStream stream, string name)
    {
        if (!LooksLikeOne(stream))
        {
            throw new CheckpointException($"{name} is no checkpoint of Atelier; give another file, or start the run anew.");
        }

        if (!IsWhole(stream))
        {
            throw new CheckpointException($"The checkpoint {name} is damaged: its checksum is wrong; start the run anew.");
        }

        stream.Position = 0;
        Span<byte> length = stackalloc byte[LengthBytes];
        stream.ReadExactly(length);
        var head = new byte[BinaryPrimitives.ReadInt64LittleEndian(length)];
        stream.ReadExactly(head);
        var header = SafetensorsHeader.Parse(name, head);
        return new CheckpointFile(stream, Understood(header.Metadata[CheckpointWriter.HeaderKey], name), header.Tensors, LengthBytes + head.Length);
    }

    private static CheckpointHeader Understood(string json, string name)
    {
        try
        {
            return CheckpointHeader.FormatOf(json) is var format && format == CheckpointHeader.CurrentFormat
                ? CheckpointHeader.Parse(json)
                : throw new CheckpointException(
                    $"The checkpoint {name} is of format {format}, this Atelier ({Recipes.Recipe.CurrentVersion}) reads format {CheckpointHeader.CurrentFormat}: go on with the version that wrote it, or start the run anew.");
        }
        catch (JsonException error)
        {
            throw new CheckpointException($"The checkpoint {name} is damaged: its header cannot be understood; start the run anew.", error);
        }
    }

    private static bool LooksLikeOne(FileStream stream)
    {
        Span<byte> start = stackalloc byte[LengthBytes + CheckpointWriter.Start.Length];
        stream.Position = 0;
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start[LengthBytes..].SequenceEqual(CheckpointWriter.Start);
    }

    private static bool IsWhole(FileStream stream)
    {
        var left = stream.Length - SHA256.HashSizeInBytes;
        if (left <= 0)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (stream.Position = 0; left > 0;)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
            {
                return false;
            }

            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        Span<byte> checksum = stackalloc byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(checksum);
        return checksum.SequenceEqual(hash.GetHashAndReset());
    }
}
