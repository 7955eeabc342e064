using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Atelier.Training;

/// <summary>Tensors by name in the <c>.safetensors</c> format: a length of 8 bytes, a JSON header, raw little-endian data.</summary>
internal static class SafetensorsFile
{
    private const string Metadata = "__metadata__";

    /// <summary>Reads every tensor to the CPU, in the format that it is stored in.</summary>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = (int)BitConverter.ToInt64(bytes, 0);
        var header = JsonNode.Parse(bytes.AsSpan(8, length))!.AsObject();
        var tensors = new Dictionary<string, Tensor>();
        var metadata = new Dictionary<string, string>();
        foreach (var (name, value) in header)
        {
            if (name == Metadata)
            {
                metadata = value!.AsObject().ToDictionary(p => p.Key, p => p.Value!.GetValue<string>());
                continue;
            }

            var shape = value!["shape"]!.AsArray().Select(v => v!.GetValue<long>()).ToArray();
            var from = 8 + length + (int)value["data_offsets"]![0]!.GetValue<long>();
            var to = 8 + length + (int)value["data_offsets"]![1]!.GetValue<long>();
            var tensor = empty(shape, TypeOf(value["dtype"]!.GetValue<string>()));
            bytes.AsSpan(from, to - from).CopyTo(tensor.bytes);
            tensors[name] = tensor;
        }

        return (tensors, metadata);
    }

    /// <summary>Writes the file beside its place and moves it there, so that an interruption leaves the old one.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var scope = NewDisposeScope();
        var plain = tensors.ToDictionary(p => p.Key, p => p.Value.detach().cpu().contiguous());
        var header = new JsonObject { [Metadata] = JsonSerializer.SerializeToNode(metadata) };
        var offset = 0L;
        foreach (var (name, tensor) in plain)
        {
            var size = tensor.numel() * tensor.element_size();
            header[name] = new JsonObject
            {
                ["dtype"] = NameOf(tensor.dtype),
                ["shape"] = JsonSerializer.SerializeToNode(tensor.shape),
                ["data_offsets"] = JsonSerializer.SerializeToNode(new[] { offset, offset + size }),
            };
            offset += size;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        Array.Resize(ref json, (json.Length + 7) / 8 * 8);
        json.AsSpan().Replace((byte)0, (byte)' ');
        var draft = path + ".part";
        using (var file = File.Create(draft))
        {
            file.Write(BitConverter.GetBytes((long)json.Length));
            file.Write(json);
            foreach (var tensor in plain.Values)
            {
                file.Write(tensor.bytes);
            }
        }

        File.Move(draft, path, overwrite: true);
    }

    private static ScalarType TypeOf(string name) => name switch
    {
        "F32" => ScalarType.Float32,
        "F16" => ScalarType.Float16,
        "U8" => ScalarType.Byte,
        _ => throw new NotSupportedException($"Tensors of type {name} are not read here."),
    };

    private static string NameOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => "F32",
        ScalarType.Float16 => "F16",
        ScalarType.Byte => "U8",
        _ => throw new NotSupportedException($"Tensors of type {type} are not written here."),
    };
}
