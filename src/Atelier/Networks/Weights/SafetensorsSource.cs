using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Atelier.Networks.Weights;

/// <summary>
/// A safetensors file: 8 bytes with the length of the header (little-endian), the header in JSON, the data. Opening it
/// reads only the header.
/// </summary>
internal sealed class SafetensorsSource : WeightsSource
{
    /// <summary>The limit of the format. Without it, a damaged length would make the whole file a header.</summary>
    private const long LongestHeader = 100_000_000;

    private readonly WeightsBytes _file;
    private readonly SafetensorsHeader _header;
    private readonly long _dataStart;

    /// <summary>Reads the header. The file is closed with this object.</summary>
    public SafetensorsSource(WeightsBytes file)
    {
        _file = file;
        var length = BinaryPrimitives.ReadUInt64LittleEndian(file.Slice(0, 8, "the header's length"));
        if (length > LongestHeader)
        {
            throw WeightsError.In(file.Path, $"its safetensors header should have at most {LongestHeader} bytes, but claims {length}; fetch the file again");
        }

        _dataStart = 8 + (long)length;
        _header = SafetensorsHeader.Parse(file.Path, file.Slice(8, (long)length, "the header"));
        _header.CheckLayout(file.Path, _dataStart, file.Length);
        Tensors = [.. _header.Tensors.Select(t => t.Info)];
    }

    public override IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    public override IReadOnlyList<WeightInfo> Tensors { get; }

    public override void Read(int index, Span<float> destination)
    {
        var tensor = _header.Tensors[index];
        var bytes = _file.Slice(_dataStart + tensor.Start, tensor.End - tensor.Start, Quoted.Text(tensor.Info.Name));
        NumberFormats.ToFloat32(bytes, tensor.Info.Format, destination);
    }

    /// <summary>The SHA-256 of everything after the header, in hexadecimal.</summary>
    public string ComputeDataSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var position = _dataStart; position < _file.Length; position += 1 << 24)
        {
            hash.AppendData(_file.Slice(position, Math.Min(1 << 24, _file.Length - position), "the data"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public override void Dispose() => _file.Dispose();
}
