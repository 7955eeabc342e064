namespace Atelier.Networks.Weights;

/// <summary>A PyTorch file: a pickle that describes the tensors, and storages of raw numbers beside it.</summary>
internal abstract class TorchSource : WeightsSource
{
    private readonly string _path;
    private readonly List<PickleTensor> _views = [];
    private readonly List<WeightInfo> _tensors = [];

    /// <summary>Lists the tensors of a state dictionary.</summary>
    protected TorchSource(string path, Dictionary<object, object?> state)
    {
        _path = path;
        foreach (var (key, value) in state)
        {
            if (key is string name && value is PickleTensor view)
            {
                _views.Add(view);
                _tensors.Add(new WeightInfo(name, view.Shape, view.Storage.Type.Format));
            }
        }
    }

    public override IReadOnlyList<WeightInfo> Tensors => _tensors;

    public override void Read(int index, Span<float> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        var view = _views[index];
        var what = Quoted.Text(_tensors[index].Name);
        var last = LastElement(view);
        var first = (Int128)view.Storage.Start + view.Offset;
        if (first < 0 || first + last >= int.MaxValue)
        {
            throw WeightsFault.In(_path, $"{what} lies outside its storage; fetch the file again");
        }

        if (IsContiguous(view))
        {
            ReadStorage(view.Storage, (long)first, destination, what);
            return;
        }

        var elements = new float[(int)last + 1];
        ReadStorage(view.Storage, (long)first, elements, what);
        Gather(elements, view.Shape, view.Strides, destination);
    }

    /// <summary>The state dictionary that was pickled, itself or as <c>state_dict</c> of a checkpoint.</summary>
    /// <exception cref="NetworkException">It was something else.</exception>
    protected static Dictionary<object, object?> StateOf(string path, object? root) =>
        root is not Dictionary<object, object?> dictionary
            ? throw WeightsFault.In(path, "expected a dictionary of weights (a state_dict), but it holds something else; save model.state_dict() instead")
            : dictionary.GetValueOrDefault("state_dict") as Dictionary<object, object?> ?? dictionary;

    /// <summary>Reads consecutive elements of a storage.</summary>
    /// <exception cref="NetworkException">The storage is missing or too short.</exception>
    protected abstract void ReadStorage(PickleStorage storage, long first, Span<float> destination, string what);

    private static bool IsContiguous(PickleTensor view)
    {
        long expected = 1;
        for (var d = view.Shape.Length - 1; d >= 0; d--)
        {
            if (view.Shape[d] > 1 && view.Strides[d] != expected)
            {
                return false;
            }

            expected *= view.Shape[d];
        }

        return true;
    }

    /// <summary>The farthest element from the first, in elements; the shape has no 0.</summary>
    private static Int128 LastElement(PickleTensor view) =>
        view.Shape.Zip(view.Strides).Aggregate(Int128.Zero, (sum, d) => sum + ((Int128)(d.First - 1) * d.Second));

    private static void Gather(ReadOnlySpan<float> elements, long[] shape, long[] strides, Span<float> destination)
    {
        var position = new long[shape.Length];
        long source = 0;
        foreach (ref var value in destination)
        {
            value = elements[(int)source];
            for (var d = shape.Length - 1; d >= 0; d--)
            {
                source += strides[d];
                if (++position[d] < shape[d])
                {
                    break;
                }

                source -= strides[d] * shape[d];
                position[d] = 0;
            }
        }
    }
}
