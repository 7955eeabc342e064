namespace Atelier.Networks.Weights;

/// <summary>A class or function that a pickle names; only those in <see cref="PickleGlobals"/> are ever made.</summary>
internal sealed record PickleGlobal(string Module, string Name);

/// <summary>A storage of numbers that lies outside the pickle.</summary>
/// <param name="Key">What the file calls it.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Start">The first of its elements that this view shows.</param>
internal sealed record PickleStorage(string Key, StorageType Type, long Start);

/// <summary>A view on a storage, in elements.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);

/// <summary>A PyTorch storage class.</summary>
internal sealed record StorageType(NumberFormat Format, int ElementSize);

/// <summary>The allow-list: what a PyTorch file of weights may name. None of it is executed; each is understood here.</summary>
internal static class PickleGlobals
{
    public static readonly PickleGlobal OrderedDict = new("collections", "OrderedDict");
    public static readonly PickleGlobal Size = new("torch", "Size");
    public static readonly PickleGlobal RebuildTensor = new("torch._utils", "_rebuild_tensor");
    public static readonly PickleGlobal RebuildTensor2 = new("torch._utils", "_rebuild_tensor_v2");
    public static readonly PickleGlobal RebuildParameter = new("torch._utils", "_rebuild_parameter");

    public static readonly PickleGlobal Parameter = new("torch.nn.parameter", "Parameter");

    private static readonly HashSet<PickleGlobal> Functions = [OrderedDict, Size, RebuildTensor, RebuildTensor2, RebuildParameter, Parameter];

    private static readonly Dictionary<string, StorageType> Storages = new(StringComparer.Ordinal)
    {
        ["DoubleStorage"] = new(NumberFormat.Float64, 8),
        ["FloatStorage"] = new(NumberFormat.Float32, 4),
        ["HalfStorage"] = new(NumberFormat.Float16, 2),
        ["BFloat16Storage"] = new(NumberFormat.BFloat16, 2),
        ["LongStorage"] = new(NumberFormat.Other, 8),
        ["IntStorage"] = new(NumberFormat.Other, 4),
        ["ShortStorage"] = new(NumberFormat.Other, 2),
        ["CharStorage"] = new(NumberFormat.Other, 1),
        ["ByteStorage"] = new(NumberFormat.Other, 1),
        ["BoolStorage"] = new(NumberFormat.Other, 1),
    };

    /// <summary>What a storage class holds; null where the global is none.</summary>
    public static StorageType? StorageOf(PickleGlobal global) => global.Module == "torch" ? Storages.GetValueOrDefault(global.Name) : null;

    /// <summary>Whether a pickle may name it.</summary>
    public static bool Allows(PickleGlobal global) => Functions.Contains(global) || StorageOf(global) is not null;
}
