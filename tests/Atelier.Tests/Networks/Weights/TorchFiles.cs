using System.IO.Compression;

namespace Atelier.Tests.Networks.Weights;

/// <summary>Makes PyTorch files of both kinds.</summary>
internal static class TorchFiles
{
    private static readonly byte[] Magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];
    private static readonly byte[] Version = [0x80, 2, (byte)'M', 0xe9, 3, (byte)'.'];

    public static TorchTensor[] Tiny() =>
    [
        .. TinyWeights.Weights.ToTensors().Select(t => new TorchTensor(t.Name, [.. t.Shape.Select(s => (int)s)], TinyWeights.Bytes(t.Values.ToArray()))),

        // What a VGG-19 file also holds and nobody needs.
        new TorchTensor("classifier.0.weight", [2], TinyWeights.Bytes([float.NaN, float.NaN])),
    ];

    public static byte[] Zip(TorchTensor[] tensors) => Zip(new PickleWriter().StateDictionary(tensors, stream: false).Done(), tensors);

    public static byte[] Zip(byte[] pickle, params TorchTensor[] tensors)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("data.pkl", pickle);
            Add("byteorder", "little"u8);
            foreach (var tensor in tensors)
            {
                Add($"data/{tensor.Key}", tensor.Storage);
            }

            void Add(string name, ReadOnlySpan<byte> bytes)
            {
                using var stream = archive.CreateEntry($"vgg/{name}", CompressionLevel.NoCompression).Open();
                stream.Write(bytes);
            }
        }

        return memory.ToArray();
    }

    public static byte[] Stream(TorchTensor[] tensors) => Stream(new PickleWriter().StateDictionary(tensors, stream: true).Done(), tensors);

    public static byte[] Stream(byte[] pickle, params TorchTensor[] tensors)
    {
        var machine = new PickleWriter().Op('}').Op('(').Text("protocol_version").Number(1001).Text("little_endian").Raw(0x88).Op('u').Done();
        var keys = new PickleWriter().Op(']').Op('(');
        var storages = new List<byte>();
        foreach (var tensor in tensors)
        {
            keys.Text(tensor.Key);
            storages.AddRange(BitConverter.GetBytes((long)tensor.StorageLength));
            storages.AddRange(tensor.Storage);
        }

        return [.. Magic, .. Version, .. machine, .. pickle, .. keys.Op('e').Done(), .. storages];
    }
}
