namespace Atelier.Networks.Weights;

/// <summary>A storage of numbers that lies outside the pickle.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Start">The first of its elements that this view shows.</param>
internal sealed record PickleStorage(string Key, StorageType Type, long Start);

/// <summary>A view on a storage, in elements.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);

/// <summary>A PyTorch storage class.</summary>
internal sealed record StorageType(NumberFormat Format, int ElementSize);

/// <summary>
/// A class or function that a pickle names, such as <c>collections.OrderedDict</c>. Only those of the allow-list are ever made, and none
/// is executed: the result of a call is built from its arguments.
/// </summary>
internal sealed record PickleGlobal
{
    private const int MostDimensions = 8;

    private static readonly HashSet<string> Functions =
    [
        "collections.OrderedDict", "torch.Size", "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2",
        "torch._utils._rebuild_parameter", "torch.nn.parameter.Parameter",
    ];

    private static readonly Dictionary<string, StorageType> Storages = new(StringComparer.Ordinal)
    {
        ["torch.DoubleStorage"] = new(NumberFormat.Float64, 8),
        ["torch.FloatStorage"] = new(NumberFormat.Float32, 4),
        ["torch.HalfStorage"] = new(NumberFormat.Float16, 2),
        ["torch.BFloat16Storage"] = new(NumberFormat.BFloat16, 2),
        ["torch.LongStorage"] = new(NumberFormat.Other, 8),
        ["torch.IntStorage"] = new(NumberFormat.Other, 4),
        ["torch.ShortStorage"] = new(NumberFormat.Other, 2),
        ["torch.CharStorage"] = new(NumberFormat.Other, 1),
        ["torch.ByteStorage"] = new(NumberFormat.Other, 1),
        ["torch.BoolStorage"] = new(NumberFormat.Other, 1),
    };

    private readonly string _name;

    private PickleGlobal(string name) => _name = name;

    /// <summary>The class or function of a name.</summary>
    /// <exception cref="NetworkException">No file of weights may name it.</exception>
    public static PickleGlobal Of(string path, string module, string name)
    {
        var full = $"{module}.{name}";
        return Functions.Contains(full) || Storages.ContainsKey(full) ? new PickleGlobal(full) : throw WeightsError.In(
            path,
            $"the file tries to run code: it names {Quoted.Text(full)}, which no file of weights needs; do not trust it, and fetch the weights from their publisher");
    }

    /// <summary>The result of a call.</summary>
    /// <exception cref="NetworkException">It does not take these arguments.</exception>
    public object? Call(string path, object?[] arguments) => (_name, arguments) switch
    {
        ("collections.OrderedDict", _) => OrderedDict(path, arguments),
        ("torch.Size", [object?[] size]) => size,

        // The tensor comes first; gradients and hooks after it are of no use here.
        ("torch._utils._rebuild_parameter" or "torch.nn.parameter.Parameter", [PickleTensor parameter, ..]) => parameter,
        ("torch._utils._rebuild_tensor" or "torch._utils._rebuild_tensor_v2",
            [PickleStorage storage, long offset, object?[] shape, object?[] strides, ..])
            when Sizes(shape) is { } sizes && Sizes(strides) is { } steps && sizes.Length == steps.Length =>
            new PickleTensor(storage, offset, sizes, steps),
        _ => throw Damaged(path, $"gives {_name} arguments that it does not take"),
    };

    /// <summary>The storage of a persistent identifier: ("storage", class, key, device, length[, view]).</summary>
    public static PickleStorage Storage(string path, object? id) =>
        id is object?[] parts
        && parts is ["storage", PickleGlobal type, string key, string, long, ..]
        && Storages.GetValueOrDefault(type._name) is { } storage
            ? parts switch
            {
                { Length: 5 } or [_, _, _, _, _, null] => new PickleStorage(key, storage, 0),
                [_, _, _, _, _, object?[] and [string, long start, long]] => new PickleStorage(key, storage, start),
                _ => throw Damaged(path, "refers to a storage in an unknown way"),
            }
            : throw Damaged(path, "refers to something else than a storage");

    /// <summary>Adds keys and values, in turn, each key once.</summary>
    public static void AddItems(string path, Dictionary<object, object?> dictionary, ReadOnlySpan<object?> items)
    {
        if (items.Length % 2 != 0)
        {
            throw Damaged(path, "has a key without a value");
        }

        for (var i = 0; i < items.Length; i += 2)
        {
            if (items[i] is not (string or long or bool))
            {
                throw Damaged(path, "has a key that is neither text nor number");
            }

            if (!dictionary.TryAdd(items[i]!, items[i + 1]))
            {
                throw Damaged(path, $"has {Quoted.Text(items[i]!.ToString()!)} twice");
            }
        }
    }

    /// <summary>The error for a pickle that is damaged or unlike those of weights.</summary>
    public static NetworkException Damaged(string path, string problem) =>
        WeightsError.In(path, $"its pickle {problem}; fetch the file again or use another one");

    // Python 2 gives a list of pairs, Python 3 nothing: its items follow.
    private static Dictionary<object, object?> OrderedDict(string path, object?[] arguments)
    {
        var result = new Dictionary<object, object?>();
        foreach (var pair in arguments is [List<object?> pairs] ? pairs : arguments is [] ? [] : throw NoPairs())
        {
            object?[] items = pair is List<object?> list ? [.. list] : pair as object?[] ?? throw NoPairs();
            AddItems(path, result, items.Length == 2 ? items : throw NoPairs());
        }

        return result;

        NetworkException NoPairs() => Damaged(path, "has a dictionary of something else than pairs");
    }

    private static long[]? Sizes(object?[] values) =>
        values.Length <= MostDimensions && Array.TrueForAll(values, v => v is long and >= 0) ? [.. values.Select(v => (long)v!)] : null;
}
