using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Atelier.Imaging;
using Atelier.Imaging.Storage;
using Atelier.Networks.Runtime;
using Atelier.Networks.Weights;
using static TorchSharp.torch;

namespace Atelier.Checkpoints;

/// <summary>A checkpoint that was opened and found whole.</summary>
internal sealed class CheckpointFile : IDisposable
{
    private const int LengthBytes = 8;

    private readonly FileStream _stream;
    private readonly string _path;
    private readonly IReadOnlyDictionary<string, SafetensorsTensor> _tensors;
    private readonly long _dataStart;

    private CheckpointFile(FileStream stream, string path, CheckpointHeader header, IReadOnlyList<SafetensorsTensor> tensors, long dataStart)
    {
        (_stream, _path, Header, _dataStart) = (stream, path, header, dataStart);
        _tensors = tensors.Where(t => t.Info.Name != CheckpointWriter.ChecksumName).ToDictionary(t => t.Info.Name);
    }

    /// <summary>Everything in it that is no array.</summary>
    public CheckpointHeader Header { get; }

    /// <summary>The names of its arrays.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    /// <summary>Whether it has an array of that name.</summary>
    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>Opens a checkpoint and checks every byte of it.</summary>
    /// <exception cref="CheckpointException">There is none, it is no checkpoint, is damaged, or of another format.</exception>
    public static CheckpointFile Open(string path)
    {
        try
        {
            var stream = OpenStream(path);
            try
            {
                return Open(stream, path);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error);
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

    /// <summary>The shape of an array.</summary>
    /// <exception cref="CheckpointException">It has none of that name.</exception>
    public long[] ShapeOf(string name) => [.. Find(name).Info.Shape];

    /// <summary>Reads an array.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="device">Where it is wanted; null for the processor.</param>
    /// <param name="scratch">Where it lies; null for memory.</param>
    /// <exception cref="CheckpointException">It has none of that name, or cannot be read any more.</exception>
    public Tensor Read(string name, Device? device = null, TensorScratch? scratch = null)
    {
        using var scope = NewDisposeScope();
        var format = Find(name).Info.Format == NumberFormat.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        var values = TensorScratch.Empty(scratch, ShapeOf(name), format, device ?? CPU);
        ReadInto(name, values);
        return values.MoveToOuterDisposeScope();
    }

    /// <summary>Reads an array to where it belongs, a portion at a time, of which no more is in memory than of the place itself.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="place">A contiguous tensor of its shape and number format, on any device.</param>
    /// <exception cref="CheckpointException">It has none of that name, or of another shape, or cannot be read any more.</exception>
    public void ReadInto(string name, Tensor place)
    {
        var tensor = Find(name);
        if (!tensor.Info.Shape.SequenceEqual(place.shape))
        {
            throw OfOtherMemory();
        }

        using var noGradients = no_grad();
        try
        {
            _stream.Position = _dataStart + tensor.Start;
            for (var at = 0L; at < place.numel(); at += CheckpointWriter.Portion)
            {
                using var scope = NewDisposeScope();
                var portion = place.view(-1).narrow(0, at, Math.Min(CheckpointWriter.Portion, place.numel() - at));
                if (portion.device_type == TorchSharp.DeviceType.CPU)
                {
                    _stream.ReadExactly(portion.bytes);
                }
                else
                {
                    var read = empty(portion.shape, portion.dtype);
                    _stream.ReadExactly(read.bytes);
                    portion.copy_(read);
                }

                TemporaryMappedFile.EvictPages();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(_path, error);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private SafetensorsTensor Find(string name) => _tensors.GetValueOrDefault(name) ?? throw OfOtherMemory();

    // Options are compared before any array is read, so that the optimiser can only be another because the plan for the memory was.
    private CheckpointException OfOtherMemory() => new(
        MessageCodes.CheckpointOfOtherRun,
        $"The checkpoint {new FileName(_path)} is of a run that had another optimiser, because it could use more or less memory: give the same {new OptionName("memory")} and {new OptionName("scratch")} again, or start the run anew.");

    private static CheckpointException Unreadable(string path, Exception error) => new(
        MessageCodes.FileUnreadable,
        $"The checkpoint {new FileName(path)} cannot be read: {PictureFile.Reason(error, path)}; check the path and its permissions.",
        error);

    private static FileStream OpenStream(string path)
    {
        // Devices and pipes have no length, and reading them might never end.
        var file = new FileInfo(path);
        return !file.Exists
            ? throw new CheckpointException(
                MessageCodes.FileMissing, $"There is no checkpoint {new FileName(path)}; check the path, or start the run anew with {new OptionName("checkpoint")}.")
            : file.Length == 0
                ? throw new CheckpointException(
                    MessageCodes.CheckpointUnusable, $"{new FileName(path)} is empty: it is no checkpoint of Atelier; give another file, or start the run anew.")
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }

    private static CheckpointFile Open(FileStream stream, string path)
    {
        var name = new FileName(path);
        if (!LooksLikeOne(stream))
        {
            throw new CheckpointException(MessageCodes.CheckpointUnusable, $"{name} is no checkpoint of Atelier; give another file, or start the run anew.");
        }

        if (!IsWhole(stream))
        {
            throw new CheckpointException(MessageCodes.CheckpointUnusable, $"The checkpoint {name} is damaged: its checksum is wrong; start the run anew.");
        }

        stream.Position = 0;
        Span<byte> length = stackalloc byte[LengthBytes];
        stream.ReadExactly(length);
        var head = new byte[BinaryPrimitives.ReadInt64LittleEndian(length)];
        stream.ReadExactly(head);
        var header = SafetensorsHeader.Parse(path, head);
        return new CheckpointFile(stream, path, Understood(header.Metadata[CheckpointWriter.HeaderKey], name), header.Tensors, LengthBytes + head.Length);
    }

    private static CheckpointHeader Understood(string json, FileName name)
    {
        try
        {
            return CheckpointHeader.FormatOf(json) is var format && format == CheckpointHeader.CurrentFormat
                ? CheckpointHeader.Parse(json)
                : throw new CheckpointException(
                    MessageCodes.CheckpointOfOtherVersion,
                    $"The checkpoint {name} is of format {format}, this Atelier ({Recipes.Recipe.CurrentVersion}) reads format {CheckpointHeader.CurrentFormat}: go on with the version that wrote it, or start the run anew.");
        }
        catch (JsonException error)
        {
            throw new CheckpointException(MessageCodes.CheckpointUnusable, $"The checkpoint {name} is damaged: its header cannot be understood; start the run anew.", error);
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
