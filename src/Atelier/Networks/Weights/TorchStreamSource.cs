using System.Buffers.Binary;

namespace Atelier.Networks.Weights;

/// <summary>
/// PyTorch's older format, one stream: pickles of a magic number, the version, the machine, the object and the list of
/// storages, then for each storage its length (8 bytes) and its numbers. The file is mapped: unused
/// storages, such as the classifier's 490 MB, are never read.
/// </summary>
internal sealed class TorchStreamSource : TorchSource
{
    private const int LongestPickles = 1 << 26;
    private const long Version = 1001;

    private readonly WeightsBytes _file;
    private readonly Dictionary<string, (long Start, long Count)> _storages = new(StringComparer.Ordinal);

    /// <summary>Reads the description of the tensors. The file is closed with this object.</summary>
    public TorchStreamSource(WeightsBytes file)
        : base(file.Path)
    {
        _file = file;
        var bytes = file.Slice(0, Math.Min(file.Length, LongestPickles), "the description");
        var position = Signature.Length;
        if (Next(bytes) is not Version)
        {
            throw WeightsError.In(Path, $"expected version {Version} of PyTorch's older format, but found another; save the file again with a newer PyTorch");
        }

        if (Next(bytes) is not Dictionary<object, object?> machine || machine.GetValueOrDefault("little_endian") is not true)
        {
            throw WeightsError.In(
                Path, $"its numbers are not marked as little-endian, and Atelier reads no others; save it again on a little-endian machine");
        }

        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        ListTensors(Next(bytes, s => sizes[s.Key] = s.Type.ElementSize));
        var keys = Next(bytes) as List<object?> ?? throw WeightsError.In(Path, $"it has no list of storages; fetch the file again");
        ListStorages(keys, position, sizes);

        object? Next(ReadOnlySpan<byte> all, Action<PickleStorage>? onStorage = null)
        {
            var result = Unpickler.Read(Path, all[position..], out var read, onStorage);
            position += read;
            return result;
        }
    }

    /// <summary>How such a file starts: a pickle of the number 0x1950a86a20f9469cfc6c.</summary>
    public static ReadOnlySpan<byte> Signature => [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    public override void Dispose() => _file.Dispose();

    protected override void ReadStorage(PickleStorage storage, long first, Span<float> destination, string what)
    {
        if (!_storages.TryGetValue(storage.Key, out var stored) || first + destination.Length > stored.Count)
        {
            throw WeightsError.In(Path, $"{what} lies outside its storage; fetch the file again");
        }

        var size = storage.Type.ElementSize;
        var bytes = _file.Slice(stored.Start + (first * size), (long)destination.Length * size, what);
        NumberFormats.ToFloat32(bytes, storage.Type.Format, destination);
    }

    private void ListStorages(List<object?> keys, long position, Dictionary<string, int> sizes)
    {
        foreach (var item in keys)
        {
            if (item is not string key || !sizes.TryGetValue(key, out var size) || _storages.ContainsKey(key))
            {
                throw WeightsError.In(
                    Path, $"it lists a storage that no tensor uses or that was listed before ({Quoted.Text($"{item}")}); fetch the file again");
            }

            var what = $"storage {Quoted.Text(key)}";
            var count = BinaryPrimitives.ReadInt64LittleEndian(_file.Slice(position, 8, what));
            position += 8;
            if (count < 0 || count > (_file.Length - position) / size)
            {
                throw WeightsError.In(
                    Path,
                    $"the file is cut short or damaged: {what} should have {count} numbers of {size} bytes, but {_file.Length - position} bytes are left; fetch it again");
            }

            _storages.Add(key, (position, count));
            position += count * size;
        }
    }
}
