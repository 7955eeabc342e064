namespace Atelier.Networks.Weights;

/// <summary>What the allowed functions of a pickle give. Nothing is called: their results are built from the arguments.</summary>
internal static class PickleCalls
{
    private const int MostDimensions = 8;

    /// <summary>The result of one of the functions in <see cref="PickleGlobals"/>.</summary>
    public static object? Call(string path, PickleGlobal function, object?[] arguments)
    {
        if (function == PickleGlobals.OrderedDict)
        {
            return OrderedDict(path, arguments);
        }

        if (function == PickleGlobals.Size && arguments is [object?[] size])
        {
            return size;
        }

        // The first argument is the tensor; that gradients are wanted, and hooks, are of no use here.
        if ((function == PickleGlobals.RebuildParameter || function == PickleGlobals.Parameter) && arguments is [PickleTensor parameter, ..])
        {
            return parameter;
        }

        // storage, offset, shape, strides and, in the second version, gradients and hooks
        return (function == PickleGlobals.RebuildTensor || function == PickleGlobals.RebuildTensor2)
            && arguments is [PickleStorage storage, long offset, object?[] shape, object?[] strides, ..]
            && Sizes(shape) is { } sizes && Sizes(strides) is { } steps && sizes.Length == steps.Length
            ? new PickleTensor(storage, offset, sizes, steps)
            : throw Damaged(path, $"gives {function.Module}.{function.Name} arguments that it does not take");
    }

    /// <summary>The storage that a persistent identifier names: ("storage", class, key, device, length[, view]).</summary>
    public static PickleStorage Storage(string path, object? id)
    {
        if (id is not object?[] parts
            || parts is not ["storage", PickleGlobal type, string key, string, long, ..]
            || PickleGlobals.StorageOf(type) is not { } storage)
        {
            throw Damaged(path, "refers to something else than a storage");
        }

        return parts switch
        {
            { Length: 5 } or [_, _, _, _, _, null] => new PickleStorage(key, storage, 0),
            [_, _, _, _, _, object?[] and [string, long start, long]] => new PickleStorage(key, storage, start),
            _ => throw Damaged(path, "refers to a storage in an unknown way"),
        };
    }

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

    // Python 2 gives a list of pairs, Python 3 nothing: its items follow.
    private static Dictionary<object, object?> OrderedDict(string path, object?[] arguments)
    {
        var result = new Dictionary<object, object?>();
        if (arguments is [List<object?> pairs])
        {
            foreach (var pair in pairs)
            {
                object?[] items = pair switch
                {
                    List<object?> { Count: 2 } list => [.. list],
                    object?[] { Length: 2 } tuple => tuple,
                    _ => throw Damaged(path, "has a dictionary of something else than pairs"),
                };
                AddItems(path, result, items);
            }
        }
        else if (arguments.Length > 0)
        {
            throw Damaged(path, "has a dictionary of something else than pairs");
        }

        return result;
    }

    private static long[]? Sizes(object?[] values) =>
        values.Length <= MostDimensions && Array.TrueForAll(values, v => v is long and >= 0) ? [.. values.Select(v => (long)v!)] : null;

    private static NetworkException Damaged(string path, string problem) =>
        WeightsError.In(path, $"its pickle {problem}; fetch the file again or use another one");
}
