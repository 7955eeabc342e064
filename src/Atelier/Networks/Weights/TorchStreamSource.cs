using System.Buffers.Binary;

namespace Atelier.Networks.Weights;

/// <summary>
/// PyTorch's older format, one stream: pickles of a magic number, the version, the machine, the object and the list of
/// storages, then for each storage its length (8 bytes) and its numbers. Mapped into memory: storages that nobody asks
/// for, such as the classifier's 490 MB, are never read.
/// </summary>
internal sealed class TorchStreamSource : TorchSource
{
    private const int LongestPickles = 1 << 26;
    private const long Version = 1001;

    private readonly WeightsBytes _file;
    private readonly IReadOnlyDictionary<string, (long Start, long Count)> _storages;

    /// <summary>Reads the description of the tensors. The file is closed with this object.</summary>
    public TorchStreamSource(WeightsBytes file)
        : this(file, ReadPickles(file))
    {
    }

    private TorchStreamSource(WeightsBytes file, (IReadOnlyList<(string Name, PickleTensor View)> State, Dictionary<string, (long Start, long Count)> Storages) read)
        : base(file.Path, read.State) => (_file, _storages) = (file, read.Storages);

    /// <summary>How such a file starts: a pickle of the number 0x1950a86a20f9469cfc6c.</summary>
    public static ReadOnlySpan<byte> Signature => [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    public override void Dispose() => _file.Dispose();

    protected override void ReadStorage(PickleStorage storage, long first, Span<float> destination, string what)
    {
        if (!_storages.TryGetValue(storage.Key, out var place) || first + destination.Length > place.Count)
        {
            throw WeightsError.In(_file.Path, $"{what} lies outside its storage; fetch the file again");
        }

        var size = storage.Type.ElementSize;
        NumberFormats.ToFloat32(_file.Slice(place.Start + (first * size), (long)destination.Length * size, what), storage.Type.Format, destination);
    }

    private static (IReadOnlyList<(string Name, PickleTensor View)> State, Dictionary<string, (long Start, long Count)> Storages) ReadPickles(WeightsBytes file)
    {
        var bytes = file.Slice(0, Math.Min(file.Length, LongestPickles), "the description");
        var position = Signature.Length;
        if (Next(bytes) is not Version)
        {
            throw WeightsError.In(file.Path, $"expected version {Version} of PyTorch's older format, but found another; save the file again with a newer PyTorch");
        }

        if (Next(bytes) is not Dictionary<object, object?> machine || machine.GetValueOrDefault("little_endian") is not true)
        {
            throw WeightsError.In(file.Path, $"its numbers are not marked as little-endian, and Atelier reads no others; save it again on a little-endian machine");
        }

        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        var root = Unpickler.Read(file.Path, bytes[position..], out var length, s => sizes[s.Key] = s.Type.ElementSize);
        position += length;
        return Next(bytes) is List<object?> keys
            ? (StateOf(file.Path, root), Places(file, position, keys, sizes))
            : throw WeightsError.In(file.Path, $"it has no list of storages; fetch the file again");

        object? Next(ReadOnlySpan<byte> all)
        {
            var result = Unpickler.Read(file.Path, all[position..], out var read);
            position += read;
            return result;
        }
    }

    private static Dictionary<string, (long Start, long Count)> Places(WeightsBytes file, long position, List<object?> keys, Dictionary<string, int> sizes)
    {
        var places = new Dictionary<string, (long Start, long Count)>(StringComparer.Ordinal);
        foreach (var item in keys)
        {
            if (item is not string key || !sizes.TryGetValue(key, out var size) || places.ContainsKey(key))
            {
                throw WeightsError.In(file.Path, $"it lists a storage that no tensor uses or that was listed before ({Quoted.Text($"{item}")}); fetch the file again");
            }

            var what = $"storage {Quoted.Text(key)}";
            var count = BinaryPrimitives.ReadInt64LittleEndian(file.Slice(position, 8, what));
            position += 8;
            if (count < 0 || count > (file.Length - position) / size)
            {
                throw WeightsError.In(file.Path, $"the file is cut short or damaged: {what} should have {count} numbers of {size} bytes, but {file.Length - position} bytes are left; fetch it again");
            }

            places.Add(key, (position, count));
            position += count * size;
        }

        return places;
    }
}
