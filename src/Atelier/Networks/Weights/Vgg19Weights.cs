namespace Atelier.Networks.Weights;

/// <summary>A convolution's weights.</summary>
/// <param name="Layer">Which convolution.</param>
/// <param name="Kernel">Its kernels (O, I, 3, 3), last dimension fastest; correlated with the input, not flipped.</param>
/// <param name="Bias">Its biases (O).</param>
internal sealed record ConvolutionWeights(ConvolutionLayer Layer, float[] Kernel, float[] Bias)
{
    /// <summary>The kernels' shape.</summary>
    public long[] KernelShape => [Layer.Outputs, Layer.Inputs, 3, 3];
}

/// <summary>The weights of VGG-19's convolutions, checked: of the right shape, and finite. The deepest ones may be missing.</summary>
/// <param name="Convolutions">In the order of the network, conv1_1 first.</param>
/// <param name="Convention">How the network wants its input.</param>
internal sealed record Vgg19Weights(IReadOnlyList<ConvolutionWeights> Convolutions, InputConvention Convention)
{
    /// <summary>Reads the convolutions, whatever the file calls them; anything else in the file is not even read.</summary>
    /// <param name="file">The file. A network that ends early is read as far as it goes.</param>
    /// <param name="layers">The convolutions; null for the 16 of VGG-19.</param>
    /// <exception cref="NetworkException">The first one or one between others is missing, or one has another shape or holds a NaN or an infinity.</exception>
    public static Vgg19Weights Load(WeightsFile file, IReadOnlyList<ConvolutionLayer>? layers = null)
    {
        layers ??= Vgg19Layers.All;
        var names = ConvolutionNames.Of(file.Tensors);
        VggVariants.Refuse(file.Path, names);
        var keras = layers.Select(layer => KerasNames.Find(file, layer)).ToList();
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
        Read(file, layer, names.Of(layer, "weight"), [layer.Outputs, layer.Inputs, 3, 3]),
        Read(file, layer, names.Of(layer, "bias"), [layer.Outputs]));

    private static ConvolutionWeights FromKeras(WeightsFile file, ConvolutionLayer layer, KerasNames names) => new(
        layer,
        ToOutputFirst(Read(file, layer, names.Kernel, [3, 3, layer.Inputs, layer.Outputs]), layer),
        Read(file, layer, names.Bias, [layer.Outputs]));

    private static float[] Read(WeightsFile file, ConvolutionLayer layer, string name, long[] shape)
    {
        var info = file.Tensors.FirstOrDefault(t => t.Name == name)
            ?? throw WeightsError.In(file.Path, $"{Quoted.Text(name)} ({layer.Name}) is missing; use a file of VGG-19");
        if (!info.Shape.SequenceEqual(shape))
        {
            throw WeightsError.In(file.Path, $"{Quoted.Text(name)} ({layer.Name}) should have shape {ShapeText.Of(shape)}, but has {ShapeText.Of(info.Shape)}; use a file of VGG-19");
        }

        var values = file.Read(name);
        var index = Numbers.IndexOfNonFinite(values);
        return index < 0
            ? values
            : throw WeightsError.In(file.Path, $"{Quoted.Text(name)} ({layer.Name}) holds {values[index]} at element {index}, where every weight must be finite; fetch the file again");
    }

    // (3, 3, I, O) → (O, I, 3, 3). TensorFlow's convolution correlates too, so nothing is flipped.
    private static float[] ToOutputFirst(ReadOnlySpan<float> source, ConvolutionLayer layer)
    {
        var result = GC.AllocateUninitializedArray<float>(source.Length);
        var (inputs, outputs) = (layer.Inputs, layer.Outputs);
        for (var i = 0; i < inputs; i++)
        {
            for (var place = 0; place < 9; place++)
            {
                var row = source.Slice(((place * inputs) + i) * outputs, outputs);
                for (var o = 0; o < row.Length; o++)
                {
                    result[(((o * inputs) + i) * 9) + place] = row[o];
                }
            }
        }

        return result;
    }
}
