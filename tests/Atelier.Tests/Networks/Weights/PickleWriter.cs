using System.Buffers.Binary;
using System.Text;

namespace Atelier.Tests.Networks.Weights;

/// <summary>Writes pickles opcode by opcode, as PyTorch does and as an attacker would.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _bytes = [0x80, 2];

    public byte[] Done() => [.. _bytes, (byte)'.'];

    public PickleWriter Op(char opcode) => Raw((byte)opcode);

    public PickleWriter Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleWriter Text(string text) => Op('X').Int32(Encoding.UTF8.GetByteCount(text)).Raw(Encoding.UTF8.GetBytes(text));

    public PickleWriter Number(int number) => Op('J').Int32(number);

    public PickleWriter Global(string module, string name) => Op('c').Raw(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    public PickleWriter Tuple(params int[] numbers)
    {
        Op('(');
        foreach (var number in numbers)
        {
            Number(number);
        }

        return Op('t');
    }

    /// <summary>A state dictionary as PyTorch writes it, with the attribute that it hangs on; each tensor has its own storage.</summary>
    public PickleWriter StateDictionary(IEnumerable<TorchTensor> tensors, bool stream)
    {
        Global("collections", "OrderedDict").Op(')').Op('R').Raw((byte)'q', 0).Op('(');
        foreach (var tensor in tensors)
        {
            Text(tensor.Name).Tensor(tensor, stream);
        }

        return Op('u').Op('}').Text("_metadata").Op('}').Op('s').Op('b');
    }

    /// <summary>A tensor that has its own storage.</summary>
    public PickleWriter Tensor(TorchTensor tensor, bool stream)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op('(');
        Op('(').Text("storage").Global("torch", tensor.StorageClass).Text(tensor.Key).Text("cpu").Number(tensor.StorageLength);
        if (stream)
        {
            Op('N');
        }

        Op('t').Op('Q').Number(tensor.Offset).Tuple(tensor.Shape).Tuple(tensor.Strides).Raw(0x89);
        return Global("collections", "OrderedDict").Op(')').Op('R').Op('t').Op('R');
    }

    /// <summary>A state dictionary of parameters as PyTorch wrote it in 2017, torchvision's among them.</summary>
    public PickleWriter OldStateDictionary(IEnumerable<TorchTensor> tensors, char call)
    {
        Global("collections", "OrderedDict").Op(']');
        foreach (var tensor in tensors)
        {
            Op(']').Text(tensor.Name).Op('a').Global("torch.nn.parameter", "Parameter").Global("torch._utils", "_rebuild_tensor").Op('(');
            Op('(').Text("storage").Global("torch", tensor.StorageClass).Text(tensor.Key).Text("cuda:0").Number(tensor.StorageLength).Op('N').Op('t').Op('Q');
            Number(tensor.Offset).Tuple(tensor.Shape).Tuple(tensor.Strides).Op('t').Op('R');
            Raw(0x85).Raw((byte)call);

            // requires_grad, volatile, hooks
            Raw(0x88, 0x89).Global("collections", "OrderedDict").Op(']').Raw(0x85).Op('R').Raw(0x87).Op('b').Op('a').Op('a');
        }

        return Raw(0x85).Op('R');
    }

    private PickleWriter Int32(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return Raw(bytes);
    }
}

/// <summary>A tensor of a PyTorch file and the storage that it is a view of.</summary>
internal sealed record TorchTensor(string Name, int[] Shape, byte[] Storage)
{
    public string Key => "key-" + Name;

    public string StorageClass { get; init; } = "FloatStorage";

    public int StorageLength => Storage.Length / (StorageClass == "FloatStorage" ? 4 : StorageClass == "DoubleStorage" ? 8 : 2);

    public int Offset { get; init; }

    public int[] Strides { get; init; } = [.. Shape.Select((_, d) => Shape[(d + 1)..].Aggregate(1, (a, b) => a * b))];
}
