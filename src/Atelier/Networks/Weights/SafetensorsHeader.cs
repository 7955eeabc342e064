using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atelier.Networks.Weights;

/// <summary>An array of a safetensors file: its bytes from <c>Start</c> to before <c>End</c>, counted from the end of the header.</summary>
internal sealed record SafetensorsTensor(WeightInfo Info, long Start, long End);

/// <summary>The header of a safetensors file.</summary>
internal sealed class SafetensorsHeader
{
    private const string MetadataKey = "__metadata__";
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 8 };
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<SafetensorsTensor> _tensors = [];
    private readonly string _path;

    private SafetensorsHeader(string path) => _path = path;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    public IReadOnlyList<SafetensorsTensor> Tensors => _tensors;

    /// <summary>Reads the header's JSON.</summary>
    /// <exception cref="NetworkException">It is damaged or names an array twice.</exception>
    public static SafetensorsHeader Parse(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes.ToArray(), Json);
            var header = new SafetensorsHeader(path);
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    throw header.Damaged($"has {Quoted.Text(property.Name)} twice");
                }

                header.Add(property);
            }

            return header;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException: JSON of another kind than asked for, or text that is no valid UTF-16.
            throw WeightsError.In(path, $"its safetensors header is not the JSON that the format asks for; fetch the file again", exception);
        }
    }

    /// <summary>Checks that the arrays fill the data without overlap, gap or remainder, as the format demands.</summary>
    public void CheckLayout(string path, long dataStart, long fileLength)
    {
        var position = 0L;
        var previous = "the header";
        foreach (var tensor in _tensors.OrderBy(t => t.Start).ThenBy(t => t.End))
        {
            var name = Quoted.Text(tensor.Info.Name);
            if (tensor.Start != position)
            {
                throw Damaged($"lets {name} start at byte {tensor.Start} of the data, but {previous} ends at {position}");
            }

            (position, previous) = (tensor.End, name);
        }

        if (position > fileLength - dataStart)
        {
            throw WeightsError.CutShort(path, previous, dataStart + position, fileLength);
        }

        if (position < fileLength - dataStart)
        {
            throw Damaged($"describes {position} bytes of data, but the file has {fileLength - dataStart}");
        }
    }

    private void Add(JsonProperty property)
    {
        if (property.Name == MetadataKey)
        {
            foreach (var item in property.Value.EnumerateObject())
            {
                _metadata[item.Name] = item.Value.GetString() ?? throw Damaged($"has metadata {Quoted.Text(item.Name)} that is no text");
            }

            return;
        }

        var name = Quoted.Text(property.Name);
        var type = Part("dtype").GetString() ?? "";
        var shape = Part("shape").EnumerateArray().Select(d => d.GetInt64()).ToArray();
        var offsets = Part("data_offsets").EnumerateArray().Select(o => o.GetInt64()).ToArray();
        if (offsets is not [>= 0, >= 0] || offsets[1] < offsets[0])
        {
            throw Damaged($"gives {name} the offsets [{string.Join(", ", offsets)}], but two are needed that do not decrease");
        }

        var info = new WeightInfo(property.Name, shape, FormatOf(type));
        var size = info.Format.Size();
        if (info.Count < 0 || (size > 0 && (info.Count > long.MaxValue / size || info.Count * size != offsets[1] - offsets[0])))
        {
            throw Damaged($"gives {name} the shape {ShapeText.Of(shape)} in {Quoted.Text(type)}, but {offsets[1] - offsets[0]} bytes");
        }

        _tensors.Add(new SafetensorsTensor(info, offsets[0], offsets[1]));

        JsonElement Part(string key) => property.Value.TryGetProperty(key, out var part) ? part : throw Damaged($"says no {key} for {name}");
    }

    /// <summary>The start of a file: the header's length, the header, and spaces, so that the arrays begin at a multiple of 8.</summary>
    public static byte[] Bytes(
        IEnumerable<KeyValuePair<string, string>> metadata,
        IEnumerable<(string Name, string Type, IReadOnlyList<long> Shape, long Bytes)> tensors)
    {
        var about = metadata.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value));
        var header = new JsonObject { [MetadataKey] = new JsonObject(about) };
        var end = 0L;
        foreach (var (name, type, shape, bytes) in tensors)
        {
            var offsets = Numbers([end, end += bytes]);
            header.Add(name, new JsonObject { ["dtype"] = type, ["shape"] = Numbers(shape), ["data_offsets"] = offsets });
        }

        var json = Encoding.UTF8.GetBytes(header.ToJsonString(Written));
        var start = new byte[8 + ((json.Length + 7) & ~7)];
        BinaryPrimitives.WriteInt64LittleEndian(start, start.Length - 8);
        start.AsSpan(8).Fill((byte)' ');
        json.CopyTo(start, 8);
        return start;

        static JsonArray Numbers(IEnumerable<long> numbers) => new([.. numbers.Select(n => (JsonNode)n)]);
    }

    private static NumberFormat FormatOf(string type) => type switch
    {
        "F64" => NumberFormat.Float64,
        "F32" => NumberFormat.Float32,
        "F16" => NumberFormat.Float16,
        "BF16" => NumberFormat.BFloat16,
        _ => NumberFormat.Other,
    };

    private NetworkException Damaged(string problem) => WeightsError.In(_path, $"its safetensors header {problem}; fetch the file again");
}
