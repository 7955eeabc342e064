using System.IO.Compression;
using Atelier.Imaging;

namespace Atelier.Networks.Weights;

/// <summary>PyTorch's zip format (since 1.6): <c>NAME/data.pkl</c>, and each storage as <c>NAME/data/KEY</c>.</summary>
internal sealed class TorchZipSource : TorchSource
{
    private const int LongestPickle = 1 << 26;
    private const int ChunkBytes = 1 << 20;

    private readonly string _path;
    private readonly ZipArchive _archive;
    private readonly string _prefix;

    /// <summary>Opens the archive and reads the description of the tensors, not yet the tensors.</summary>
    public TorchZipSource(string path)
        : this(path, OpenArchive(path))
    {
    }

    private TorchZipSource(string path, (ZipArchive Archive, string Prefix, IReadOnlyList<(string Name, PickleTensor View)> State) opened)
        : base(path, opened.State) => (_path, _archive, _prefix) = (path, opened.Archive, opened.Prefix);

    public override void Dispose() => _archive.Dispose();

    protected override void ReadStorage(PickleStorage storage, long first, Span<float> destination, string what)
    {
        var size = storage.Type.ElementSize;
        var entry = _archive.GetEntry($"{_prefix}data/{storage.Key}")
            ?? throw WeightsError.In(_path, $"the numbers of {what} are missing; fetch the file again");
        if ((first + destination.Length) * size > entry.Length)
        {
            throw WeightsError.In(_path, $"{what} ends at byte {(first + destination.Length) * size} of its storage, which has {entry.Length}; fetch the file again");
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
            throw Damaged(_path, exception);
        }
    }

    private static (ZipArchive Archive, string Prefix, IReadOnlyList<(string Name, PickleTensor View)> State) OpenArchive(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            var pickles = archive.Entries.Where(e => e.FullName.EndsWith("/data.pkl", StringComparison.Ordinal)).ToArray();
            if (archive.Entries.Any(e => e.FullName.EndsWith("/constants.pkl", StringComparison.Ordinal)))
            {
                throw ForeignFormat.Fault(path, "a TorchScript program, which holds code", $"save model.state_dict() in its place");
            }

            if (pickles.Length != 1)
            {
                throw archive.Entries.Any(e => e.Name.EndsWith(".npy", StringComparison.Ordinal)) ? ForeignFormat.Fault(path, "a NumPy archive", ForeignFormat.Convert)
                    : archive.GetEntry("model.weights.h5") is not null ? ForeignFormat.Fault(path, "a whole model of Keras 3", $"save it with model.save_weights(\"NAME.weights.h5\")")
                    : ForeignFormat.Fault(path, "a zip archive", $"unpack it first");
            }

            if (archive.Entries.CountBy(e => e.FullName).FirstOrDefault(n => n.Value > 1).Key is { } twice)
            {
                throw WeightsError.In(path, $"the archive has {Quoted.Text(twice)} twice; fetch the file again");
            }

            var prefix = pickles[0].FullName[..^"data.pkl".Length];
            if (archive.GetEntry(prefix + "byteorder") is { } order && ReadAll(path, order) is var text && !text.AsSpan().SequenceEqual("little"u8))
            {
                throw WeightsError.In(path, $"its numbers are big-endian, which Atelier does not read; save it again on a little-endian machine");
            }

            return (archive, prefix, StateOf(path, Unpickler.Read(path, ReadAll(path, pickles[0]), out _)));
        }
        catch (NetworkException)
        {
            stream?.Dispose();
            throw;
        }
        catch (Exception exception) when (exception is InvalidDataException || WeightsError.IsFileError(exception))
        {
            stream?.Dispose();
            throw Damaged(path, exception);
        }
    }

    private static byte[] ReadAll(string path, ZipArchiveEntry entry)
    {
        if (entry.Length > LongestPickle)
        {
            throw WeightsError.In(path, $"{Quoted.Text(entry.FullName)} has {entry.Length} bytes, more than any network needs ({LongestPickle}); use another file");
        }

        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static NetworkException Damaged(string path, Exception cause) => WeightsError.IsOutOfFiles(cause)
        ? WeightsError.Unreadable(path, cause)
        : WeightsError.In(path, $"the archive is damaged or cut short ({PictureFile.Reason(cause, path)}); fetch the file again", cause);
}
