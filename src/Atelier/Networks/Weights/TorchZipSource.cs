using System.IO.Compression;
using Atelier.Imaging;

namespace Atelier.Networks.Weights;

/// <summary>PyTorch's zip format (since 1.6): <c>NAME/data.pkl</c>, and each storage as <c>NAME/data/KEY</c>.</summary>
internal sealed class TorchZipSource : TorchSource
{
    private const int LongestPickle = 1 << 26;
    private const int ChunkBytes = 1 << 20;

    private readonly ZipArchive _archive;
    private readonly string _prefix;

    /// <summary>Opens the archive and reads the description of the tensors, not yet the tensors.</summary>
    public TorchZipSource(string path)
        : base(path)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            _archive = new ZipArchive(stream, ZipArchiveMode.Read);
            var pickle = FindPickle();
            _prefix = pickle.FullName[..^"data.pkl".Length];
            if (_archive.GetEntry(_prefix + "byteorder") is { } order && !ReadAll(order).AsSpan().SequenceEqual("little"u8))
            {
                throw WeightsError.In(path, $"its numbers are big-endian, which Atelier does not read; save it again on a little-endian machine");
            }

            ListTensors(Unpickler.Read(path, ReadAll(pickle), out _));
        }
        catch (Exception exception) when (exception is InvalidDataException || WeightsError.IsFileError(exception))
        {
            stream?.Dispose();
            throw Damaged(exception);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    public override void Dispose() => _archive.Dispose();

    protected override void ReadStorage(PickleStorage storage, long first, Span<float> destination, string what)
    {
        var size = storage.Type.ElementSize;
        var entry = _archive.GetEntry($"{_prefix}data/{storage.Key}")
            ?? throw WeightsError.In(Path, $"the numbers of {what} are missing; fetch the file again");
        if ((first + destination.Length) * size > entry.Length)
        {
            throw WeightsError.In(Path, $"{what} ends at byte {(first + destination.Length) * size} of its storage, which has {entry.Length}; fetch the file again");
        }

        try
        {
            using var stream = entry.Open();
            var buffer = new byte[ChunkBytes];
            for (var skip = first * size; skip > 0;)
            {
                var count = (int)Math.Min(skip, buffer.Length);
                stream.ReadExactly(buffer, 0, count);
                skip -= count;
            }

            while (destination.Length > 0)
            {
                var count = Math.Min(destination.Length, buffer.Length / size);
                stream.ReadExactly(buffer, 0, count * size);
                NumberFormats.ToFloat32(buffer.AsSpan(0, count * size), storage.Type.Format, destination[..count]);
                destination = destination[count..];
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or NotSupportedException)
        {
            throw Damaged(exception);
        }
    }

    private ZipArchiveEntry FindPickle()
    {
        if (_archive.Entries.Any(e => e.FullName.EndsWith("/constants.pkl", StringComparison.Ordinal)))
        {
            throw ForeignFormat.Fault(Path, "a TorchScript program, which holds code", $"save model.state_dict() in its place");
        }

        var pickles = _archive.Entries.Where(e => e.FullName.EndsWith("/data.pkl", StringComparison.Ordinal)).ToArray();
        if (pickles.Length != 1)
        {
            throw _archive.Entries.Any(e => e.Name.EndsWith(".npy", StringComparison.Ordinal))
                ? ForeignFormat.Fault(Path, "a NumPy archive", ForeignFormat.Convert)
                : _archive.GetEntry("model.weights.h5") is not null
                ? ForeignFormat.Fault(Path, "a whole model of Keras 3", $"save it with model.save_weights(\"NAME.weights.h5\")")
                : ForeignFormat.Fault(Path, "a zip archive", $"unpack it first");
        }

        return _archive.Entries.CountBy(e => e.FullName).FirstOrDefault(n => n.Value > 1).Key is { } twice
            ? throw WeightsError.In(Path, $"the archive has {Quoted.Text(twice)} twice; fetch the file again")
            : pickles[0];
    }

    private byte[] ReadAll(ZipArchiveEntry entry)
    {
        if (entry.Length > LongestPickle)
        {
            throw WeightsError.In(Path, $"{Quoted.Text(entry.FullName)} has {entry.Length} bytes, more than any network needs ({LongestPickle}); use another file");
        }

        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private NetworkException Damaged(Exception cause) => WeightsError.IsOutOfFiles(cause)
        ? WeightsError.Unreadable(Path, cause)
        : WeightsError.In(Path, $"the archive is damaged or cut short ({PictureFile.Reason(cause, Path)}); fetch the file again", cause);
}
