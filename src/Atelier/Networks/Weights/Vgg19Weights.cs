namespace Atelier.Networks.Weights;

/// <summary>A convolution's weights.</summary>
/// <param name="Layer">The convolution.</param>
/// <param name="Kernel">Its kernels (O, I, 3, 3), last dimension fastest; correlated with the input, not flipped.</param>
/// <param name="Bias">Its biases (O).</param>
internal sealed record ConvolutionWeights(ConvolutionLayer Layer, float[] Kernel, float[] Bias)
{
    /// <summary>The kernels' shape.</summary>
    public long[] KernelShape => [Layer.Outputs, Layer.Inputs, 3, 3];
}

/// <summary>The weights of VGG-19's convolutions, checked: of the right shape, and finite. The deepest ones may be missing.</summary>
/// <param name="Convolutions">In the order of the network, conv1_1 first.</param>
/// <param name="Convention">The input convention.</param>
internal sealed record Vgg19Weights(IReadOnlyList<ConvolutionWeights> Convolutions, InputConvention Convention)
{
    /// <summary>Reads the convolutions under any of their names, and nothing else of the file.</summary>
    /// <param name="file">The file. A network that ends early is read as far as it goes.</param>
    /// <param name="layers">The convolutions; null for the 16 of VGG-19.</param>
    /// <exception cref="NetworkException">The first one or one between others is missing, or one has another shape or holds a NaN or an infinity.</exception>
    public static Vgg19Weights Load(WeightsFile file, IReadOnlyList<ConvolutionLayer>? layers = null)
    {
        layers ??= Vgg19Layers.All;
        var names = ConvolutionNames.Of(file.Tensors);
        VggVariants.Refuse(file.Path, names);
        var keras = layers.Select(layer => KerasNames(file, layer)).ToList();
        var count = layers.TakeWhile((layer, i) => IsThere(layer, i)).Count();
        return count == 0 || layers.Index().Skip(count).Any(l => IsThere(l.Item, l.Index))
            ? throw Missing(file.Path, layers[count], names)
            : new Vgg19Weights(
                [.. layers.Take(count).Select((layer, i) => keras[i] is { } own ? FromKeras(file, layer, own) : FromTorch(file, layer, names))],
                file.Convention);

        bool IsThere(ConvolutionLayer layer, int i) => keras[i] is not null || names.Has(layer);
    }

    /// <summary>The error for a file that lacks a convolution.</summary>
    public static NetworkException Missing(string path, ConvolutionLayer layer, ConvolutionNames names) =>
        WeightsError.In(path, $"{layer.Name} is missing: expected {Quoted.Text(names.Of(layer, "weight"))} (or Keras's {layer.KerasName}); use a file of VGG-19");

    /// <summary>The convolutions under torchvision's names, as Atelier stores them.</summary>
    public IReadOnlyList<NamedTensor> ToTensors() =>
        [.. Convolutions.SelectMany(c => new[]
        {
            new NamedTensor($"features.{c.Layer.TorchIndex}.weight", c.KernelShape, c.Kernel),
            new NamedTensor($"features.{c.Layer.TorchIndex}.bias", [c.Layer.Outputs], c.Bias),
        })];

    private static ConvolutionWeights FromTorch(WeightsFile file, ConvolutionLayer layer, ConvolutionNames names) => new(
        layer,
        file.Read(names.Of(layer, "weight"), [layer.Outputs, layer.Inputs, 3, 3], layer),
        file.Read(names.Of(layer, "bias"), [layer.Outputs], layer));

    private static ConvolutionWeights FromKeras(WeightsFile file, ConvolutionLayer layer, (string Kernel, string Bias) names) => new(
        layer,
        ToOutputFirst(file.Read(names.Kernel, [3, 3, layer.Inputs, layer.Outputs], layer), layer),
        file.Read(names.Bias, [layer.Outputs], layer));

    // Null where the file has no group of the layer's name. Versions of Keras agree in nothing else: the kernel is the one array of four
    // dimensions below that group, the bias the one of a single dimension.
    private static (string Kernel, string Bias)? KerasNames(WeightsFile file, ConvolutionLayer layer)
    {
        var tensors = file.Tensors.Where(t => $"/{t.Name}".Contains($"/{layer.KerasName}/", StringComparison.Ordinal)).ToArray();
        string[] Names(int dimensions) => [.. tensors.Where(t => t.Shape.Count == dimensions).Select(t => t.Name)];
        return tensors.Length == 0 ? null : (Names(4), Names(1)) switch
        {
            ([var kernel], [var bias]) => (kernel, bias),
            var (kernels, biases) => throw WeightsError.In(
                file.Path,
                $"{layer.KerasName} should hold one kernel and one bias, but holds {kernels.Length} and {biases.Length}; use another file"),
        };
    }

    // (3, 3, I, O) → (O, I, 3, 3). TensorFlow's convolution correlates too, so nothing is flipped.
    private static float[] ToOutputFirst(ReadOnlySpan<float> source, ConvolutionLayer layer)
    {
        var result = GC.AllocateUninitializedArray<float>(source.Length);
        var (inputs, outputs) = (layer.Inputs, layer.Outputs);
        for (var i = 0; i < inputs; i++)
        {
            for (var position = 0; position < 9; position++)
            {
                var row = source.Slice(((position * inputs) + i) * outputs, outputs);
                for (var o = 0; o < row.Length; o++)
                {
                    result[(((o * inputs) + i) * 9) + position] = row[o];
                }
            }
        }

        return result;
    }
}
