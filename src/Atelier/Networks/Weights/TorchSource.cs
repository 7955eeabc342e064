namespace Atelier.Networks.Weights;

/// <summary>A PyTorch file: a pickle that describes the tensors, and storages of raw numbers beside it.</summary>
internal abstract class TorchSource(string path) : WeightsSource
{
    // Checkpoints nest dictionaries, and a damaged file can nest them without end.
    private const int DeepestDictionary = 8;
    private const int MostTensors = 10_000;

    private readonly List<PickleTensor> _views = [];
    private readonly List<WeightInfo> _tensors = [];

    public override IReadOnlyList<WeightInfo> Tensors => _tensors;

    /// <summary>The file.</summary>
    protected string Path => path;

    public override void Read(int index, Span<float> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        var view = _views[index];
        var what = Quoted.Text(Tensors[index].Name);
        var last = LastElement(view);
        var first = (Int128)view.Storage.Start + view.Offset;
        if (first < 0 || first + last >= int.MaxValue)
        {
            throw WeightsError.In(path, $"{what} lies outside its storage; fetch the file again");
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

    /// <summary>
    /// Lists the tensors of the state dictionary that was pickled and of the dictionaries in it, each by its path, such as
    /// <c>state_dict.features.0.weight</c>.
    /// </summary>
    /// <exception cref="NetworkException">It was something else, or has two tensors of one path.</exception>
    protected void ListTensors(object? root)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Visit(
            root as Dictionary<object, object?>
                ?? throw WeightsError.In(path, $"expected a dictionary of weights (a state_dict), but it holds something else; save model.state_dict() instead"),
            "",
            0);

        // Each dictionary once, since a pickle can refer to one from many places, or from within itself.
        void Visit(Dictionary<object, object?> state, string prefix, int depth)
        {
            if (depth > DeepestDictionary || !visited.Add(state))
            {
                return;
            }

            foreach (var (key, value) in state)
            {
                var name = $"{prefix}{key}";
                if (value is Dictionary<object, object?> inner)
                {
                    Visit(inner, name + ".", depth + 1);
                }
                else if (value is PickleTensor view && key is string)
                {
                    if (!names.Add(name))
                    {
                        throw WeightsError.In(path, $"it has {Quoted.Text(name)} twice; use another file");
                    }

                    if (names.Count > MostTensors)
                    {
                        throw WeightsError.In(path, $"it has more than {MostTensors} tensors, which no VGG-19 does; use another file");
                    }

                    _views.Add(view);
                    _tensors.Add(new WeightInfo(name, view.Shape, view.Storage.Type.Format));
                }
            }
        }
    }

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
